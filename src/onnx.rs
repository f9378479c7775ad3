//! ONNX Runtime, loaded at run time; the only file that names the `ort` crate.
