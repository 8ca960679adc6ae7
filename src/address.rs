//! Which addresses may be linked, and where relative ones lead.

/// Whether an address may be linked: no scheme, or one that only leads somewhere.
pub fn is_safe_url(url: &str) -> bool {
    // Browsers skip white space and control characters inside a scheme.
    let url: String = url.chars().filter(|c| !c.is_whitespace() && !c.is_control()).take(64).collect();
    match url.split_once(':') {
        None => true,
        Some((scheme, _)) if scheme.contains(['/', '?', '#']) => true,
        Some((scheme, _)) => {
            matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https" | "mailto")
        }
    }
}

/// Joins a folder and a relative path; `None` if it leads out of the book.
pub(crate) fn join(folder: &str, relative: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
