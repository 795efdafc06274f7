//! Regenerates the committed code from `proto/` and fails when it differs.

#![expect(clippy::disallowed_methods, reason = "the one switch of a test is no setting")]

use std::{collections::BTreeMap, fs, path::Path};

use protox::prost::Message;

fn generate(root: &Path, out: &Path) {
    let proto = root.join("proto");
    let mut sources = Vec::new();
    let mut folders = vec![proto.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ext| ext == "proto") {
                sources.push(path);
            }
        }
    }
    sources.sort();
    let descriptors = protox::compile(&sources, [&proto]).unwrap();
    tonic_prost_build::configure()
        .out_dir(out)
        .build_transport(false)
        .compile_fds(descriptors.clone())
        .unwrap();
    // As source, because a binary file in the repository cannot be reviewed.
    let bytes = descriptors.encode_to_vec();
    let mut text = String::from(
        "/// The encoded `FileDescriptorSet` of all contracts, for gRPC reflection.\n\
         pub const FILE_DESCRIPTOR_SET: &[u8] = b\"",
    );
    for byte in bytes {
        text.extend(std::ascii::escape_default(byte).map(char::from));
    }
    text.push_str("\";\n");
    fs::write(out.join("descriptor.rs"), text).unwrap();
}

fn read_all(folder: &Path) -> BTreeMap<String, String> {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, fs::read_to_string(path).unwrap())
        })
        .collect()
}

#[test]
fn committed_code_is_what_the_contracts_generate() {
    let krate = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = krate.join("../..");
    let committed = krate.join("src/generated");
    if std::env::var_os("UPDATE_GENERATED").is_some() {
        generate(&root, &committed);
        return;
    }
    let fresh = tempfile::tempdir().unwrap();
    generate(&root, fresh.path());
    assert!(
        read_all(&committed) == read_all(fresh.path()),
        "generated code differs from proto/: run UPDATE_GENERATED=1 cargo test -p nebula-proto"
    );
}
