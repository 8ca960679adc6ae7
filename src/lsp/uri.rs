//! Addresses of files, as editors write them.

use std::path::{Component, Path, PathBuf};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What a path keeps in an address.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-').remove(b'_').remove(b'~');

/// The path of a file's address; `None` for one of something else.
pub(super) fn path(uri: &str) -> Option<PathBuf> {
    let rest = uri.strip_prefix("file://")?;
    // `file://host/path`: the host is this one.
    let path = &rest[rest.find('/')?..];
    let decoded = percent_decode_str(path).decode_utf8().ok()?.into_owned();
    let is_drive = cfg!(windows) && decoded.get(2..3) == Some(":");
    let path = PathBuf::from(if is_drive { &decoded[1..] } else { &decoded });
    let is_plain = path.components().all(|part| !matches!(part, Component::ParentDir | Component::CurDir));
    is_plain.then_some(path)
}

/// The address of a file.
pub(super) fn of(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    let root = if text.starts_with('/') { "" } else { "/" };
    format!("file://{root}{}", utf8_percent_encode(&text, KEPT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn addresses_are_paths_and_paths_addresses() {
        for name in ["/a/b c.md", "/a/ü😀%#?.md", "/"] {
            assert_eq!(path(&of(Path::new(name))).as_deref(), Some(Path::new(name)));
        }
        assert_eq!(path("file:///a%20b"), Some("/a b".into()));
        for strange in ["http://a/b", "file:", "file://", "untitled:x", "", "file:///a/../b", "file:///%ff"] {
            assert_eq!(path(strange), None, "{strange}");
        }
    }
}
