//! The programs of others: found, or brought into `target/bench/`; or why they are not there.

use crate::repo;
use crate::tools::{find, find_chromium, python, quietly};
use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use std::env;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Where the programs of others are kept from run to run.
fn folder(name: &str) -> PathBuf {
    repo::root().join("target/bench").join(name)
}

/// The newest Pagefind of npm, and its version.
pub(super) fn pagefind() -> Result<(PathBuf, String)> {
    let folder = folder("pagefind");
    std::fs::create_dir_all(&folder)?;
    ensure!(find("npm").is_some(), "Pagefind comes by npm, which is not on PATH");
    let mut npm = Command::new("npm");
    npm.args(["install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix"]);
    let came = quietly(npm.arg(&folder).arg("pagefind@latest"));
    let packages = folder.join("node_modules");
    let program = glob(&packages.join("@pagefind"), |package| {
        ["pagefind_extended", "pagefind_extended.exe"]
            .map(|name| package.join("bin").join(name))
            .into_iter()
            .find(|file| file.is_file())
    });
    let Some(program) = program else {
        came.context("npm did not bring Pagefind")?;
        bail!("npm brought no Pagefind for this system");
    };
    let package = std::fs::read(packages.join("pagefind/package.json"))?;
    let version = serde_json::from_slice::<Value>(&package)?["version"].as_str().unwrap_or("?").to_owned();
    Ok((program, version))
}

/// The newest MkDocs with Material of PyPI in an environment of its own, and their versions.
pub(super) fn mkdocs() -> Result<(PathBuf, String)> {
    let python = python("bench/mkdocs", &["mkdocs-material"], "mkdocs, material")?;
    let versions = "from importlib.metadata import version as v; print('MkDocs', v('mkdocs'), 'with Material', v('mkdocs-material'))";
    let output = Command::new(&python).args(["-c", versions]).output()?;
    Ok((python.with_file_name("mkdocs"), String::from_utf8_lossy(&output.stdout).trim().to_owned()))
}

/// Python with the newest bm25s and PyStemmer of PyPI.
pub(super) fn bm25() -> Result<PathBuf> {
    python("bench/bm25", &["bm25s", "PyStemmer"], "bm25s, Stemmer")
}

/// Chromium, or how to get it.
pub(super) fn chromium() -> Result<PathBuf> {
    if let Some(chromium) = env::var_os("CHROMIUM") {
        return Ok(PathBuf::from(chromium));
    }
    find_chromium().context("Chromium is not on PATH, and CHROMIUM does not name it")
}

/// Give a script of `tests/bench/` what it works on, and take what it found.
pub(super) fn node(script: &str, input: &Value) -> Result<Value> {
    let mut node = script_command(script)?;
    let mut child = node.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    child.stdin.take().context("stdin is piped")?.write_all(input.to_string().as_bytes())?;
    let output = child.wait_with_output()?;
    ensure!(output.status.success(), "{script} failed");
    serde_json::from_slice(&output.stdout).with_context(|| format!("{script} printed no JSON"))
}

/// Node with a script of this repository; the browser is named to those that drive one.
pub(super) fn script_command(script: &str) -> Result<Command> {
    ensure!(find("node").is_some(), "Node is not on PATH");
    let mut node = Command::new("node");
    node.arg(repo::root().join(script)).current_dir(repo::root());
    if let Ok(chromium) = chromium() {
        node.env("CHROMIUM", chromium);
    }
    Ok(node)
}

/// Whether scripts can drive a browser.
pub(super) fn ensure_browser() -> Result<()> {
    chromium()?;
    ensure!(find("node").is_some(), "Node is not on PATH");
    let is_there = repo::root().join("node_modules/playwright-core").is_dir();
    ensure!(is_there, "playwright-core is not installed; `npm ci` does that");
    Ok(())
}

/// The first that is found in the folders of a folder.
fn glob(folder: &Path, pick: impl Fn(PathBuf) -> Option<PathBuf>) -> Option<PathBuf> {
    std::fs::read_dir(folder).ok()?.flatten().find_map(|entry| pick(entry.path()))
}
