//! ONNX Runtime, loaded at run time; the only file that names the `ort` crate.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use ort::ep::CPU;
use ort::session::{Session, SessionInputValue};
use ort::value::TensorRef;

use crate::shared_library;

/// Where the library is looked for inside a models folder.
const LIBRARY: &str = "onnxruntime/libonnxruntime.so";

/// What can go wrong with ONNX Runtime.
#[derive(Debug, thiserror::Error)]
pub enum OnnxError {
    /// The library is missing, cut, too old or something else.
    #[error("ONNX Runtime {}: {reason}; `scripts/setup` puts it in place", path.display())]
    Library {
        /// Its file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// A model is missing, cut or no model.
    #[error("model {}: {reason}; `scripts/setup` puts it in place again", path.display())]
    Model {
        /// Its file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// A model could not be run on what it was given.
    #[error("ONNX Runtime failed: {0}")]
    Run(String),
}

/// The library: `$ORT_DYLIB_PATH`, else the one in a models folder.
#[must_use]
pub fn find(data: &Path) -> Option<PathBuf> {
    let named = std::env::var_os("ORT_DYLIB_PATH").filter(|path| !path.is_empty()).map(PathBuf::from);
    named.or_else(|| crate::locations::find_asset(data, "models", LIBRARY))
}

/// Loads the library into this process. The first one that loads stays; later calls change nothing.
///
/// # Errors
/// [`OnnxError::Library`] when it is no ONNX Runtime of a version that can be used.
pub fn load(library: &Path) -> Result<(), OnnxError> {
    let refused = |reason: String| OnnxError::Library { path: library.to_owned(), reason };
    let path = library.canonicalize().map_err(|error| refused(error.to_string()))?;
    shared_library::check(&path).map_err(|error| refused(error.to_string()))?;
    // An environment that exists already stays as it is.
    let _already_there = ort::init_from(&path).map_err(|error| refused(error.to_string()))?.commit();
    Ok(())
}

/// An input of a network: shape and values.
#[derive(Debug, Clone, Copy)]
pub enum Tensor<'a> {
    /// 32-bit floats.
    Floats(&'a [i64], &'a [f32]),
    /// 64-bit integers.
    Integers(&'a [i64], &'a [i64]),
}

/// A model, ready to run on one thread.
#[derive(Debug)]
pub struct Network {
    session: Session,
}

impl Network {
    /// Reads a model. [`load`] comes first.
    ///
    /// # Errors
    /// [`OnnxError::Model`] when it is missing, cut or no model.
    pub fn open(model: &Path) -> Result<Self, OnnxError> {
        let refused = |reason: String| OnnxError::Model { path: model.to_owned(), reason };
        let session = Session::builder()
            .and_then(|builder| Ok(builder.with_intra_threads(1)?))
            // An arena keeps a megabyte or more for each of these small networks.
            .and_then(|builder| {
                Ok(builder.with_execution_providers([CPU::default().with_arena_allocator(false).build()])?)
            })
            .and_then(|mut builder| builder.commit_from_file(model))
            .map_err(|error| refused(error.to_string()))?;
        Ok(Self { session })
    }

    /// Runs the model on named inputs and copies the named outputs, which are floats, into the slices beside them.
    ///
    /// # Errors
    /// [`OnnxError::Run`] when a name or a size is not the model's.
    pub fn run(&mut self, inputs: &[(&str, Tensor)], outputs: &mut [(&str, &mut [f32])]) -> Result<(), OnnxError> {
        let failed = |error: ort::Error| OnnxError::Run(error.to_string());
        let values = inputs.iter().map(|&(name, tensor)| {
            let value: SessionInputValue = match tensor {
                Tensor::Floats(shape, values) => TensorRef::from_array_view((shape.to_vec(), values))?.into(),
                Tensor::Integers(shape, values) => TensorRef::from_array_view((shape.to_vec(), values))?.into(),
            };
            Ok((Cow::from(name), value))
        });
        let values = values.collect::<Result<Vec<_>, _>>().map_err(failed)?;
        let results = self.session.run(values).map_err(failed)?;
        for (name, output) in outputs {
            let result = results.get(*name).ok_or_else(|| OnnxError::Run(format!("the model has no output {name}")))?;
            let (_, values) = result.try_extract_tensor::<f32>().map_err(failed)?;
            if values.len() != output.len() {
                let (is, wanted) = (values.len(), output.len());
                return Err(OnnxError::Run(format!("the output {name} has {is} values, not {wanted}")));
            }
            output.copy_from_slice(values);
        }
        Ok(())
    }
}
