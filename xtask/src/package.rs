//! `cargo xtask package`: what users install, made, installed and used as they do.

use crate::bench::measure::Measured;
use crate::{book, repo, tools};
use anyhow::{Context, Result, bail, ensure};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The programs that the crate installs.
const PROGRAMS: &[&str] = &["mdbook-patterns", "cargo-patterns"];

/// What one of them may weigh, in bytes.
const HEAVIEST: u64 = 8_000_000;

/// Package, install into an empty folder, and build a book there; then what other tools say.
pub(crate) fn run(target: Option<&Path>) -> Result<()> {
    let folder = tempfile::Builder::new().prefix("mdbook-patterns-package-").tempdir()?;
    let unpacked = unpack(&packaged()?, folder.path())?;
    let compiled = target.map_or_else(|| folder.path().join("target"), Path::to_path_buf);
    install(&unpacked, folder.path(), &compiled)?;
    weigh(&folder.path().join("bin"))?;
    use_it(folder.path())?;
    others()
}

/// The `.crate` file, which `cargo publish` would send.
fn packaged() -> Result<PathBuf> {
    step(repo::cargo().args([
        "publish",
        "--dry-run",
        "--allow-dirty",
        "--no-verify",
        "-p",
        "mdbook-patterns",
    ]))?;
    let output = repo::cargo().args(["metadata", "--no-deps", "--format-version", "1"]).output()?;
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).context("cargo metadata")?;
    let folder = metadata["target_directory"].as_str().context("cargo names no target folder")?;
    let package =
        metadata["packages"].as_array().into_iter().flatten().find(|p| p["name"] == "mdbook-patterns");
    let version = package.and_then(|p| p["version"].as_str()).context("cargo names no version")?;
    let packages = Path::new(folder).join("package");
    let name = format!("mdbook-patterns-{version}.crate");
    [packages.join(&name), packages.join("tmp-crate").join(&name)]
        .into_iter()
        .find(|file| file.is_file())
        .with_context(|| format!("cargo wrote no {name} below {}", packages.display()))
}

fn unpack(package: &Path, folder: &Path) -> Result<PathBuf> {
    step(Command::new("tar").arg("xzf").arg(package).arg("-C").arg(folder))?;
    let size = fs::metadata(package)?.len();
    say(&format!("the package: {} kB", size.div_ceil(1000)))?;
    Ok(folder.join(package.file_stem().context("a package has a name")?))
}

/// `cargo install` from the package, as from a registry but for the download.
fn install(package: &Path, root: &Path, target: &Path) -> Result<()> {
    let text = |path: &Path| path.display().to_string();
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let words = ["install", "--timings", "--locked", "--path", &text(package), "--root", &text(root)]
        .map(str::to_owned);
    let command: Vec<String> = std::iter::once(cargo).chain(words).collect();
    let mut measured = Measured::new(&command)?;
    let status = measured.command.env("CARGO_TARGET_DIR", target).status()?;
    let usage = measured.usage(status)?;
    say(&format!(
        "installing: {:.0} s, {:.0} s of CPU: {:.0} s on two cores",
        usage.wall,
        usage.cpu,
        usage.cpu / 2.0
    ))
}

fn weigh(programs: &Path) -> Result<()> {
    for name in PROGRAMS {
        let path = programs.join(name).with_extension(std::env::consts::EXE_EXTENSION);
        let size =
            fs::metadata(&path).with_context(|| format!("{} was not installed", path.display()))?.len();
        say(&format!("{name}: {size} bytes"))?;
        ensure!(size < HEAVIEST, "{name} is heavier than {HEAVIEST} bytes");
    }
    Ok(())
}

/// A new book, `install` and a build, with nothing of this checkout.
fn use_it(folder: &Path) -> Result<()> {
    let (programs, root) = (folder.join("bin"), folder.join("new"));
    let page = "---\ntitle: Retry\ntier: gold\n---\n# Retry\n\nTry again.\n";
    fs::create_dir_all(root.join("src"))?;
    fs::write(root.join("book.toml"), "[book]\ntitle = \"New\"\n")?;
    fs::write(root.join("src/SUMMARY.md"), "# Summary\n\n- [Retry](retry.md)\n")?;
    fs::write(root.join("src/retry.md"), page)?;
    step(Command::new(programs.join("mdbook-patterns")).arg("install").arg(&root))?;
    step(book::renderer(&root, &programs)?.arg("--quiet"))?;
    let html = fs::read_to_string(root.join("book/html/retry.html")).context("mdBook wrote no retry.html")?;
    ensure!(html.contains("patterns-badge"), "the page shows no badge");
    ensure!(root.join("book/patterns/catalog.json").is_file(), "there is no catalog.json");
    say("a new book with what was installed: built")
}

/// The tools that know more about packages than cargo; which of them are missing is said.
fn others() -> Result<()> {
    let mut missing = Vec::new();
    let tools: [(&str, &[&str]); 3] = [
        ("deny", &["check", "--hide-inclusion-graph"]),
        ("machete", &[]),
        ("semver-checks", &["--package", "mdbook-patterns"]),
    ];
    for (name, args) in tools {
        if tools::find(&format!("cargo-{name}")).is_none() {
            missing.push(name);
        } else if name == "semver-checks" && !is_published()? {
            say("semver-checks: no version is published yet to compare with")?;
        } else {
            step(repo::cargo().arg(name).args(args))?;
            say(&format!("{name}: nothing to say"))?;
        }
    }
    for name in missing {
        say(&format!("not checked: `cargo {name}` is not installed; `cargo install --locked cargo-{name}`"))?;
    }
    Ok(())
}

/// Whether the registry has any version of the crate.
fn is_published() -> Result<bool> {
    let info = repo::cargo().args(["info", "--registry", "crates-io", "mdbook-patterns"]).output()?;
    Ok(info.status.success())
}

fn step(command: &mut Command) -> Result<()> {
    let shown = format!("{command:?}");
    eprintln!("==> {shown}");
    if !command.status().with_context(|| format!("cannot start {shown}"))?.success() {
        bail!("{shown} failed");
    }
    Ok(())
}

fn say(line: &str) -> Result<()> {
    Ok(writeln!(std::io::stdout().lock(), "{line}")?)
}
