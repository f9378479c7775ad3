//! TensorFlow Lite, loaded at run time through its C interface; the only file that names the `libloading` crate.
//!
//! The functions are those of `tensorflow/lite/c/c_api.h`, whose interface is stable from version 2.5 on.
#![allow(unsafe_code)]

use std::ffi::{c_char, c_int, c_void};
use std::path::{Path, PathBuf};
use std::ptr::{self, NonNull};
use std::sync::Arc;

use libloading::Library;

use super::WakeWordError;
use super::front_end::{CHANNELS, Features};
use crate::shared_library;

/// Where the library is looked for inside a models folder.
const LIBRARY: &str = "tensorflowlite/libtensorflowlite_c.so";

/// What the networks take for a feature of 1: their own unit is a natural logarithm in 1/25.6.
const FEATURE: f32 = 10.0 / 256.0;

/// The file identifier of a model, behind its first four bytes.
const IDENTIFIER: &[u8] = b"TFL3";

const OK: c_int = 0;
const UNSIGNED_BYTE: c_int = 3;
const SIGNED_BYTE: c_int = 9;

/// How an integer stands for a number: scale × (integer - zero point).
#[repr(C)]
#[derive(Debug, Clone, Copy)]
struct Quantization {
    scale: f32,
    zero_point: i32,
}

type Report = unsafe extern "C" fn(*mut c_void, *const c_char, *mut c_void);

macro_rules! functions {
    ($($name:ident = $symbol:literal: ($($argument:ty),*) $(-> $result:ty)?;)*) => {
        /// The functions of the library, which stays loaded as long as they can be called.
        struct Functions {
            $($name: unsafe extern "C" fn($($argument),*) $(-> $result)?,)*
            _library: Library,
        }

        impl Functions {
            fn of(library: Library) -> Result<Self, libloading::Error> {
                // SAFETY: these are the signatures of the header.
                unsafe { Ok(Self { $($name: *library.get($symbol)?,)* _library: library }) }
            }
        }
    };
}

functions! {
    model_create = b"TfLiteModelCreateWithErrorReporter": (*const c_void, usize, Report, *mut c_void) -> *mut c_void;
    model_delete = b"TfLiteModelDelete": (*mut c_void);
    options_create = b"TfLiteInterpreterOptionsCreate": () -> *mut c_void;
    options_threads = b"TfLiteInterpreterOptionsSetNumThreads": (*mut c_void, i32);
    options_report = b"TfLiteInterpreterOptionsSetErrorReporter": (*mut c_void, Report, *mut c_void);
    options_delete = b"TfLiteInterpreterOptionsDelete": (*mut c_void);
    create = b"TfLiteInterpreterCreate": (*const c_void, *const c_void) -> *mut c_void;
    delete = b"TfLiteInterpreterDelete": (*mut c_void);
    allocate = b"TfLiteInterpreterAllocateTensors": (*mut c_void) -> c_int;
    inputs = b"TfLiteInterpreterGetInputTensorCount": (*const c_void) -> i32;
    outputs = b"TfLiteInterpreterGetOutputTensorCount": (*const c_void) -> i32;
    input = b"TfLiteInterpreterGetInputTensor": (*const c_void, i32) -> *mut c_void;
    output = b"TfLiteInterpreterGetOutputTensor": (*const c_void, i32) -> *const c_void;
    invoke = b"TfLiteInterpreterInvoke": (*mut c_void) -> c_int;
    kind = b"TfLiteTensorType": (*const c_void) -> c_int;
    size = b"TfLiteTensorByteSize": (*const c_void) -> usize;
    quantization = b"TfLiteTensorQuantizationParams": (*const c_void) -> Quantization;
    fill = b"TfLiteTensorCopyFromBuffer": (*mut c_void, *const c_void, usize) -> c_int;
    read = b"TfLiteTensorCopyToBuffer": (*const c_void, *mut c_void, usize) -> c_int;
}

/// What the library has to say is said by the errors here.
unsafe extern "C" fn keep_quiet(_: *mut c_void, _: *const c_char, _: *mut c_void) {}

/// The library: `$ORDERLY_TFLITE`, else the one in a models folder.
#[must_use]
pub(super) fn find(data: &Path) -> Option<PathBuf> {
    let named = std::env::var_os("ORDERLY_TFLITE").filter(|path| !path.is_empty()).map(PathBuf::from);
    named.or_else(|| crate::locations::find_asset(data, "models", LIBRARY))
}

/// The library, loaded.
#[derive(Clone)]
pub(super) struct TensorFlowLite(Arc<Functions>);

impl TensorFlowLite {
    /// Loads the library into this process.
    ///
    /// # Errors
    /// [`WakeWordError::Library`] when it is missing, cut or something else.
    pub(super) fn load(library: &Path) -> Result<Self, WakeWordError> {
        let refused = |reason: String| WakeWordError::Library { path: library.to_owned(), reason };
        let path = library.canonicalize().map_err(|error| refused(error.to_string()))?;
        shared_library::check(&path).map_err(|error| refused(error.to_string()))?;
        // SAFETY: loading runs the initialisers of a library that is what its name says, as far as that can be told.
        let loaded = unsafe { Library::new(&path) }.map_err(|error| refused(error.to_string()))?;
        let functions = Functions::of(loaded).map_err(|error| refused(error.to_string()))?;
        Ok(Self(Arc::new(functions)))
    }
}

/// A streaming network, which remembers what it was fed.
pub(super) struct Network {
    functions: Arc<Functions>,
    path: PathBuf,
    model: NonNull<c_void>,
    interpreter: NonNull<c_void>,
    /// Windows of features that it takes at a time.
    stride: usize,
    /// The bytes of the model, which the library reads where they are.
    _bytes: Vec<u8>,
}

// SAFETY: nothing in an interpreter belongs to the thread that made it; it is used by whoever owns it and is not `Sync`.
unsafe impl Send for Network {}

impl Network {
    /// Reads a model.
    ///
    /// # Errors
    /// [`WakeWordError::Model`] when it is missing, cut, no model, or one that takes or makes something else.
    pub(super) fn open(TensorFlowLite(functions): &TensorFlowLite, path: &Path) -> Result<Self, WakeWordError> {
        let refused = |reason: String| WakeWordError::Model { path: path.to_owned(), reason };
        let bytes = std::fs::read(path).map_err(|error| refused(error.to_string()))?;
        if bytes.get(4..8) != Some(IDENTIFIER) {
            return Err(refused("the file is no TensorFlow Lite model".to_owned()));
        }
        // SAFETY: the bytes stay where they are and outlive the model; the library checks them against their length.
        let model =
            unsafe { (functions.model_create)(bytes.as_ptr().cast(), bytes.len(), keep_quiet, ptr::null_mut()) };
        let model = NonNull::new(model).ok_or_else(|| refused("the file is cut, or no model".to_owned()))?;
        let functions = Arc::clone(functions);
        let interpreter = match interpreter(&functions, model) {
            Ok(interpreter) => interpreter,
            Err(reason) => {
                // SAFETY: the model is not used any more.
                unsafe { (functions.model_delete)(model.as_ptr()) };
                return Err(refused(reason));
            }
        };
        let mut network = Self { functions, path: path.to_owned(), model, interpreter, stride: 0, _bytes: bytes };
        network.stride = network.shape().map_err(refused)?;
        Ok(network)
    }

    /// How many windows of features it takes at a time.
    pub(super) const fn stride(&self) -> usize {
        self.stride
    }

    /// Takes the next windows, as many as [`Network::stride`] says, and judges how likely the phrase just ended, 0 to 1.
    ///
    /// # Errors
    /// [`WakeWordError::Engine`] when they are not so many, or the library fails.
    pub(super) fn judge(&mut self, windows: &[Features]) -> Result<f32, WakeWordError> {
        let failed = |what: &str| WakeWordError::Engine(format!("{}: {what}", self.path.display()));
        if windows.len() != self.stride {
            return Err(failed("the network takes another number of windows"));
        }
        let functions = &self.functions;
        // SAFETY: the tensors are those of this interpreter and were found to be there and of one byte a number; the
        // buffers have the sizes that are named.
        unsafe {
            let input = (functions.input)(self.interpreter.as_ptr(), 0);
            let Quantization { scale, zero_point } = (functions.quantization)(input);
            let unsigned = (functions.kind)(input) == UNSIGNED_BYTE;
            let quantized = |feature: &u16| {
                let value = (f32::from(*feature) * FEATURE / scale + zero_point as f32).round_ties_even();
                if unsigned { value as u8 } else { value as i8 as u8 }
            };
            let bytes: Vec<u8> = windows.iter().flatten().map(quantized).collect();
            if (functions.fill)(input, bytes.as_ptr().cast(), bytes.len()) != OK
                || (functions.invoke)(self.interpreter.as_ptr()) != OK
            {
                return Err(failed("the network does not run"));
            }
            let output = (functions.output)(self.interpreter.as_ptr(), 0);
            let Quantization { scale, zero_point } = (functions.quantization)(output);
            let mut byte = 0_u8;
            if (functions.read)(output, (&raw mut byte).cast(), 1) != OK {
                return Err(failed("the network has no result"));
            }
            let unsigned = (functions.kind)(output) == UNSIGNED_BYTE;
            let value = if unsigned { i32::from(byte) } else { i32::from(byte as i8) };
            Ok((value - zero_point) as f32 * scale)
        }
    }

    /// Forgets what it was fed. The state is inside of the network, so it is set up anew.
    ///
    /// # Errors
    /// [`WakeWordError::Engine`] when the library refuses; the network goes on with what it remembers.
    pub(super) fn reset(&mut self) -> Result<(), WakeWordError> {
        let failed = |reason: String| WakeWordError::Engine(format!("{}: {reason}", self.path.display()));
        let fresh = interpreter(&self.functions, self.model).map_err(failed)?;
        // SAFETY: the old one is used by nothing else.
        unsafe { (self.functions.delete)(std::mem::replace(&mut self.interpreter, fresh).as_ptr()) };
        Ok(())
    }

    /// The windows that the network takes at a time; an error when it is of another kind than the streaming ones.
    fn shape(&self) -> Result<usize, String> {
        let (functions, interpreter) = (&self.functions, self.interpreter.as_ptr());
        let is_byte = |kind: c_int| kind == SIGNED_BYTE || kind == UNSIGNED_BYTE;
        // SAFETY: the tensors are asked for only where there are some.
        unsafe {
            if (functions.inputs)(interpreter) != 1 || (functions.outputs)(interpreter) != 1 {
                return Err("it has more than one input or output".to_owned());
            }
            let (input, output) = ((functions.input)(interpreter, 0), (functions.output)(interpreter, 0));
            if input.is_null() || output.is_null() {
                return Err("it has no input or output".to_owned());
            }
            let size = (functions.size)(input);
            if !is_byte((functions.kind)(input)) || size == 0 || !size.is_multiple_of(CHANNELS) {
                return Err(format!("it does not take windows of {CHANNELS} features of a byte each"));
            }
            if !is_byte((functions.kind)(output)) || (functions.size)(output) != 1 {
                return Err("it does not make one byte".to_owned());
            }
            Ok(size / CHANNELS)
        }
    }
}

impl Drop for Network {
    fn drop(&mut self) {
        // SAFETY: both came from the library, and nothing else holds them; the bytes of the model are dropped later.
        unsafe {
            (self.functions.delete)(self.interpreter.as_ptr());
            (self.functions.model_delete)(self.model.as_ptr());
        }
    }
}

/// An interpreter of a model, on one thread, ready to run.
fn interpreter(functions: &Functions, model: NonNull<c_void>) -> Result<NonNull<c_void>, String> {
    // SAFETY: the options are used by this call only, the model is one.
    unsafe {
        let options = NonNull::new((functions.options_create)()).ok_or("there is no memory for it")?.as_ptr();
        (functions.options_threads)(options, 1);
        (functions.options_report)(options, keep_quiet, ptr::null_mut());
        let made = NonNull::new((functions.create)(model.as_ptr(), options));
        (functions.options_delete)(options);
        let made = made.ok_or("the library refuses it")?;
        if (functions.allocate)(made.as_ptr()) != OK {
            (functions.delete)(made.as_ptr());
            return Err("the library cannot make room for it".to_owned());
        }
        Ok(made)
    }
}
