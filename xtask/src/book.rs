//! `cargo xtask book`: this project's own book, built by mdBook with our own plugins.

use crate::repo;
use anyhow::{Context, Result, bail, ensure};
use mdbook_driver::MDBook;
use mdbook_driver::config::{Config, HtmlConfig};
use std::collections::BTreeMap;
use std::env;
use std::ffi::OsString;
use std::io::Write;
use std::path::Path;
use std::process::Command;

/// Build the plugins and then the book, or the one at `other`, and print where it starts.
pub(crate) fn build(other: Option<&Path>) -> Result<()> {
    // One profile for this program, the plugins and the tests: nothing is compiled twice.
    let plugins = repo::build_debug("mdbook-patterns")?;
    let root = other.map_or_else(repo::root, |other| repo::root().join(other));
    if !renderer(&root, repo::folder_of(&plugins)?)?.arg("--into-html").status()?.success() {
        bail!("the book was not built");
    }
    let html = if other.is_some() { "book/html" } else { "target/book/html" };
    let index = root.join(html).join("index.html");
    ensure!(index.is_file(), "mdBook wrote no {}", index.display());
    writeln!(std::io::stdout().lock(), "{}", index.display())?;
    Ok(())
}

/// [`render`] as a process of its own, which finds the plugins in a folder.
pub(crate) fn renderer(root: &Path, plugins: &Path) -> Result<Command> {
    let mut command = Command::new(env::current_exe()?);
    command.arg("render").arg(root).env("PATH", first_on_path(plugins)?);
    Ok(command)
}

/// What `mdbook build ROOT` does. mdBook finds the plugins by name on PATH, ours first.
pub(crate) fn render(root: &Path, into_html: bool, quiet: bool) -> Result<()> {
    log_to_stderr(quiet);
    // As mdBook does: renderers run in another folder.
    let root = &root.canonicalize()?;
    let mut config = Config::from_disk(root.join("book.toml"))?;
    config.update_from_env()?;
    // mdBook itself only logs this, and builds the book with defaults.
    config.get::<HtmlConfig>("output.html").context("book.toml")?;
    if into_html && renderers(&config)? <= 1 {
        config.build.build_dir.push("html");
    }
    MDBook::load_with_config(root, config)?.build()
}

fn renderers(config: &Config) -> Result<usize> {
    Ok(config.outputs::<BTreeMap<String, serde_json::Value>>()?.len())
}

/// PATH with a folder before all others.
fn first_on_path(folder: &Path) -> Result<OsString> {
    let rest = env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(folder.to_path_buf()).chain(env::split_paths(&rest));
    env::join_paths(folders).with_context(|| format!("cannot put {} on PATH", folder.display()))
}

fn log_to_stderr(quiet: bool) {
    use tracing_subscriber::filter::LevelFilter;
    let level = if quiet { LevelFilter::WARN } else { LevelFilter::INFO };
    tracing_subscriber::fmt()
        .without_time()
        .with_target(false)
        .with_writer(std::io::stderr)
        .with_max_level(level)
        .init();
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::str::FromStr;

    #[test]
    fn renderers_are_counted_as_mdbook_counts_them() {
        let count = |toml| renderers(&Config::from_str(toml).unwrap()).unwrap();
        assert_eq!(count("[book]"), 0);
        assert_eq!(count("[output.html]\nmathjax-support = true"), 1);
        assert_eq!(count("[output.html]\n[output.patterns]"), 2);
    }

    #[test]
    fn the_plugins_come_first_on_path() {
        let path = first_on_path(Path::new("/plugins")).unwrap();
        assert_eq!(env::split_paths(&path).next().unwrap(), Path::new("/plugins"));
    }
}
