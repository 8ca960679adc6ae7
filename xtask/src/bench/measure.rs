//! What one process used: wall time, CPU time, and its peak memory.
//!
//! A process's peak memory is known only to the parent that waited for it, and only as the maximum
//! over all its children. So each run gets a parent of its own: this program again, as
//! `xtask measure REPORT COMMAND`, with the streams handed through untouched. Its own size, some 4 MB, is
//! the least peak that can be seen: a child counts from before it becomes another program.

use anyhow::{Context, Result, bail, ensure};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};
use std::time::Instant;
use tempfile::TempDir;

/// What one run used. CPU time and memory are zero where the system does not tell them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Usage {
    /// Seconds from the start of the process to its end.
    pub(crate) wall: f64,
    /// Seconds of CPU time, user and system.
    pub(crate) cpu: f64,
    /// Peak resident memory in bytes; of a whole build, that of its largest process.
    pub(crate) peak: f64,
}

/// A command under supervision: set its streams, run it, then ask for its usage.
pub(crate) struct Measured {
    pub(crate) command: Command,
    report: PathBuf,
    _folder: TempDir,
}

impl Measured {
    pub(crate) fn new(subject: &[String]) -> Result<Self> {
        Self::accepting(0, subject)
    }

    /// The same for a program that may also end with another status than 0.
    pub(crate) fn accepting(status: i32, subject: &[String]) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let report = folder.path().join("usage");
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["measure", "--accept", &status.to_string()]).arg(&report).args(subject);
        Ok(Measured { command, report, _folder: folder })
    }

    /// What the run used that ended with this status.
    pub(crate) fn usage(&self, status: ExitStatus) -> Result<Usage> {
        ensure!(status.success(), "the measured program failed");
        let text = std::fs::read_to_string(&self.report).context("the supervisor wrote no report")?;
        Usage::parse(&text).with_context(|| format!("unreadable report `{text}`"))
    }
}

/// Run a command to its end, with status 0 or the accepted one, and write what it used to a file.
pub(crate) fn supervise(report: &Path, accept: i32, command: &[OsString]) -> Result<()> {
    let (program, args) = command.split_first().context("no command to measure")?;
    let start = Instant::now();
    let status = Command::new(program)
        .args(args)
        .status()
        .with_context(|| format!("cannot start {}", program.display()))?;
    let wall = start.elapsed().as_secs_f64();
    if !status.success() && status.code() != Some(accept) {
        bail!("{} ended with {status}", program.display());
    }
    let (cpu, peak) = children()?;
    let usage = Usage { wall, cpu, peak };
    std::fs::write(report, usage.to_line()).with_context(|| format!("cannot write {}", report.display()))
}

impl Usage {
    fn to_line(self) -> String {
        format!("{} {} {}\n", self.wall, self.cpu, self.peak)
    }

    fn parse(line: &str) -> Option<Self> {
        let numbers: Vec<f64> = line.split_whitespace().map(str::parse).collect::<Result<_, _>>().ok()?;
        let [wall, cpu, peak] = numbers.try_into().ok()?;
        Some(Usage { wall, cpu, peak })
    }
}

/// CPU seconds and peak bytes of the one child that we waited for.
#[cfg(unix)]
fn children() -> Result<(f64, f64)> {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeValLike;
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let micros = usage.user_time().num_microseconds() + usage.system_time().num_microseconds();
    // Kilobytes everywhere but on macOS.
    let unit = if cfg!(target_os = "macos") { 1.0 } else { 1024.0 };
    Ok((micros as f64 / 1e6, usage.max_rss() as f64 * unit))
}

#[cfg(not(unix))]
fn children() -> Result<(f64, f64)> {
    Ok((0.0, 0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_reads_as_it_was_written() {
        let usage = Usage { wall: 0.25, cpu: 0.125, peak: 4096.0 };
        assert_eq!(Usage::parse(&usage.to_line()), Some(usage));
        assert_eq!(Usage::parse("0.25 0.125"), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_run_is_measured() {
        let folder = tempfile::tempdir().unwrap();
        let report = folder.path().join("usage");
        supervise(&report, 0, &["sleep".into(), "0.01".into()]).unwrap();
        let usage = Usage::parse(&std::fs::read_to_string(report).unwrap()).unwrap();
        assert!(usage.wall >= 0.01 && usage.peak > 0.0, "{usage:?}");
    }

    #[cfg(unix)]
    #[test]
    fn a_program_that_fails_is_an_error() {
        let error = supervise(Path::new("/nowhere"), 0, &["false".into()]).unwrap_err();
        assert_eq!(error.to_string(), "false ended with exit status: 1");
    }
}
