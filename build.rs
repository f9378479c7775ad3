//! Bindings to the C libraries that have no crate of their own.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    #[cfg(feature = "sphinx")]
    pocketsphinx();
}

/// Binds libpocketsphinx as Debian ships it; `sphinx/decoder.rs` includes the result.
#[cfg(feature = "sphinx")]
fn pocketsphinx() {
    let library = match pkg_config::Config::new().atleast_version("0.8").probe("pocketsphinx") {
        Ok(library) => library,
        Err(reason) => panic!("{reason}\nThe feature `sphinx` needs PocketSphinx: apt install libpocketsphinx-dev"),
    };
    let bindings = bindgen::Builder::default()
        .header_contents("pocketsphinx-wrapper.h", "#include <pocketsphinx.h>\n#include <sphinxbase/err.h>\n")
        .clang_args(library.include_paths.iter().map(|folder| format!("-I{}", folder.display())))
        .allowlist_function("ps_.*|fsg_model_.*|cmd_ln_(parse|free)_r|logmath_(exp|log)|err_set_logfp")
        .generate_comments(false)
        .layout_tests(false)
        .generate();
    let out = std::env::var("OUT_DIR").unwrap_or_default();
    match bindings.map(|bindings| bindings.write_to_file(std::path::Path::new(&out).join("pocketsphinx.rs"))) {
        Ok(Ok(())) => {}
        Ok(Err(reason)) => panic!("the PocketSphinx bindings cannot be written: {reason}"),
        Err(reason) => panic!("{reason}\nThe feature `sphinx` needs libclang: apt install libclang-dev"),
    }
}
