//! Makes the scripts and styles of `theme/` lean once, when the program is compiled, and not in each build of a book.

use std::path::Path;
use std::{env, fs, io};

#[path = "src/assets/lean.rs"]
mod lean;

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=theme");
    println!("cargo::rerun-if-changed=src/assets/lean.rs");
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("cargo sets OUT_DIR"))?;
    write(Path::new("theme"), Path::new(&out))
}

/// Writes each file of a folder twice: `bare` without any comment, and `headed` after the one that says what it is.
fn write(folder: &Path, out: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            write(&path, out)?;
            continue;
        }
        let lean = match path.extension().and_then(|extension| extension.to_str()) {
            Some("js") => lean::lean,
            Some("css") => lean::lean_style,
            _ => continue,
        };
        let text = fs::read_to_string(&path)?;
        for (kind, text) in [("bare", lean(&text)), ("headed", lean::with_header(&text, lean))] {
            let file = out.join(kind).join(&path);
            fs::create_dir_all(file.parent().unwrap_or(out))?;
            fs::write(file, text)?;
        }
    }
    Ok(())
}
