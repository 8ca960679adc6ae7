//! What the checks need on this machine: found, or installed, or named in one line.

use crate::repo;
use anyhow::{Context, Result, bail, ensure};
use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The browser's names, in the order of preference; `CHROMIUM` in the environment goes before them. The shell has no
/// windows, and takes half the CPU time for the same pages.
const CHROMIUM_NAMES: [&str; 4] =
    ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"];

/// Make sure that cargo has a subcommand, which rustup has as a component.
pub(crate) fn ensure_component(component: &str, subcommand: &str) -> Result<()> {
    let present = || succeeds(repo::cargo().args([subcommand, "--version"]));
    if present() {
        return Ok(());
    }
    if find("rustup").is_some() {
        eprintln!("==> installing {component}");
        succeeds(Command::new("rustup").args(["component", "add", component]).current_dir(repo::root()));
    }
    ensure!(
        present(),
        "`cargo {subcommand}` is not installed; install it with `rustup component add {component}`"
    );
    Ok(())
}

/// Make sure that Node is there, and new enough for the checks of the scripts.
pub(crate) fn ensure_node() -> Result<()> {
    let version =
        Command::new("node").arg("--version").output().map(|output| output.stdout).unwrap_or_default();
    let version = String::from_utf8_lossy(&version).trim().to_owned();
    let major = version.trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    let found = if version.is_empty() { "it is not on PATH" } else { &version };
    ensure!(
        major >= Some(20) && find("npm").is_some(),
        "the scripts' checks need Node 20 or later with npm; {found}"
    );
    Ok(())
}

/// Whether the packages of `package-lock.json` are installed, and no older than it.
pub(crate) fn packages_are_installed(root: &Path) -> bool {
    let changed = |path: &str| fs::metadata(root.join(path)).and_then(|file| file.modified()).ok();
    let installed = changed("node_modules/.package-lock.json");
    installed.is_some() && installed >= changed("package-lock.json")
}

/// Whether any test under `tests/` drives a browser.
pub(crate) fn browser_is_needed(root: &Path) -> bool {
    root.join("tests/browser").is_dir() || names_chromium(&root.join("tests"))
}

fn names_chromium(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return false };
    entries.flatten().map(|entry| entry.path()).filter(|path| !path.ends_with("support")).any(|path| {
        if path.is_dir() {
            return names_chromium(&path);
        }
        let is_rust = path.extension() == Some(OsStr::new("rs"));
        is_rust && fs::read_to_string(&path).is_ok_and(|text| text.contains("chromium("))
    })
}

/// The browser to test in, installed if this is root on a Debian system.
pub(crate) fn ensure_chromium() -> Result<PathBuf> {
    if let Some(chromium) = env::var_os("CHROMIUM") {
        let chromium = PathBuf::from(chromium);
        ensure!(chromium.is_file(), "CHROMIUM names {}, which is not a file", chromium.display());
        return Ok(chromium);
    }
    if let Some(chromium) = find_chromium() {
        return Ok(chromium);
    }
    if !(is_root() && find("apt-get").is_some()) {
        bail!(
            "the browser tests need Chromium; `sudo apt-get install chromium`, or set CHROMIUM to its path"
        );
    }
    install_chromium()?;
    find_chromium().context("apt-get installed chromium, but it is not on PATH")
}

fn install_chromium() -> Result<()> {
    eprintln!("==> installing chromium");
    let install =
        |browser| apt_get(&["install", "-y", "--no-install-recommends", browser, "fonts-noto-color-emoji"]);
    // Older releases have no package of the shell.
    let browser = || install("chromium-headless-shell").or_else(|_| install("chromium"));
    let installed = apt_get(&["update"]).and_then(|()| browser());
    installed.context("install chromium by hand, or set CHROMIUM")
}

fn apt_get(args: &[&str]) -> Result<()> {
    let status = Command::new("apt-get")
        .args(args)
        .env("DEBIAN_FRONTEND", "noninteractive")
        .stdout(Stdio::null())
        .status()
        .context("cannot start apt-get")?;
    ensure!(status.success(), "`apt-get {}` failed", args.join(" "));
    Ok(())
}

/// Neovim, installed if this is root on a Debian system; `None` where it is not there, and cannot come.
pub(crate) fn ensure_neovim() -> Option<PathBuf> {
    if find("nvim").is_none() && is_root() && find("apt-get").is_some() {
        eprintln!("==> installing neovim");
        let install = ["install", "-y", "--no-install-recommends", "neovim"];
        if let Err(error) = apt_get(&["update"]).and_then(|()| apt_get(&install)) {
            eprintln!("{error:#}");
        }
    }
    find("nvim")
}

/// Python in an environment of its own below `target/`, with some packages and the modules that they bring.
///
/// # Errors
/// No Python that can make an environment; a module that pip did not bring.
pub(crate) fn python(name: &str, packages: &[&str], modules: &str) -> Result<PathBuf> {
    let folder = repo::root().join("target").join(name);
    let python = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    if !python.is_file() {
        let mut venv = Command::new("python3");
        quietly(venv.args(["-m", "venv"]).arg(&folder))
            .with_context(|| format!("{} needs python3 with venv", packages.join(" and ")))?;
    }
    let are_there = || quietly(Command::new(&python).args(["-c", &format!("import {modules}")]));
    if are_there().is_err() {
        let mut pip = Command::new(&python);
        quietly(pip.args(["-m", "pip", "install", "--quiet"]).args(packages))
            .with_context(|| format!("pip did not bring {}", packages.join(" and ")))?;
    }
    are_there().map(|()| python)
}

/// Run a command to its end; what it printed is the error where it fails.
pub(crate) fn quietly(command: &mut Command) -> Result<()> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command.output().with_context(|| format!("cannot start {program}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{program} failed: {}", said.lines().last().unwrap_or_default());
    Ok(())
}

pub(crate) fn find_chromium() -> Option<PathBuf> {
    CHROMIUM_NAMES.into_iter().find_map(find)
}

/// Where files live in memory, if that has room and nobody names another place. Tests write many, and take a quarter
/// less time there.
pub(crate) fn memory_folder() -> Option<PathBuf> {
    const ROOM: u64 = 4 << 30;
    let folder = PathBuf::from("/dev/shm");
    if env::var_os("TMPDIR").is_some() || !folder.is_dir() {
        return None;
    }
    let told = Command::new("df").args(["--block-size=1", "--output=avail"]).arg(&folder).output().ok()?;
    let free = String::from_utf8(told.stdout).ok()?.lines().last()?.trim().parse::<u64>().ok()?;
    (free >= ROOM).then_some(folder)
}

pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

fn succeeds(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_harness_alone_needs_no_browser() {
        let root = tempfile::tempdir().unwrap();
        let write = |path: &str| {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "let browser = support::chromium();").unwrap();
        };
        write("tests/support/mod.rs");
        assert!(!browser_is_needed(root.path()));
        write("tests/print.rs");
        assert!(browser_is_needed(root.path()));
    }
}
