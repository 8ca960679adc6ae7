//! The micro-benchmarks of `benches/`.

use super::section::Section;
use crate::repo;
use anyhow::Result;

pub(super) fn measure() -> Result<Section> {
    let mut section = Section::default();
    let output = repo::cargo().args(["bench", "--quiet", "--bench", "hot_paths"]).output()?;
    if output.status.success() {
        let said = String::from_utf8_lossy(&output.stdout);
        section.verbatim(&said.lines().map(str::trim_end).collect::<Vec<_>>().join("\n"));
    } else {
        section.skipped("micro-benchmarks", String::from_utf8_lossy(&output.stderr));
    }
    Ok(section)
}
