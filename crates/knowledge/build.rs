//! Compiles `codebook/` and `knowledge/` to one compact table, and the gazetteer to another. A broken file stops the build and is named.

#[path = "src/compile.rs"]
mod compile;
#[path = "src/contexts.rs"]
#[allow(dead_code, reason = "the library uses more of it")]
mod contexts;
#[path = "src/dialects.rs"]
mod dialects;
#[path = "src/gazetteer/write.rs"]
mod gazetteer;
#[path = "src/index.rs"]
#[allow(dead_code, reason = "the library reads what is built here")]
mod index;
#[path = "src/key.rs"]
#[allow(dead_code, reason = "the library uses more of it")]
mod key;
#[path = "src/labels.rs"]
mod labels;
#[path = "src/names.rs"]
#[allow(dead_code, reason = "the library uses more of it")]
mod names;
#[path = "src/petrarch/entry.rs"]
#[allow(dead_code, reason = "the shape of the tables names it, and nothing of it is compiled in")]
mod petrarch;
#[path = "src/schema.rs"]
mod schema;
#[path = "src/status.rs"]
mod status;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let (codebook, tables) = (root.join("codebook"), root.join("knowledge"));
    println!("cargo:rerun-if-changed={}", codebook.display());
    println!("cargo:rerun-if-changed={}", tables.display());
    let pack = compile::compile(&codebook, &tables)?;
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    fs::write(out.join("pack.bin"), postcard::to_allocvec(&pack)?)?;
    fs::write(out.join("indices.bin"), names::Indices::new(&pack, names::Rows::default()).bytes())?;
    fs::write(out.join("gazetteer.bin"), gazetteer::write(&tables.join("gazetteer"))?)?;
    Ok(())
}
