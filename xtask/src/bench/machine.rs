//! What the numbers were measured on, and when.

use super::tools;
use std::fs;
use std::process::Command;

/// The machine and the versions, a line each.
pub(super) fn description() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let info = |file: &str, key: &str| {
        let text = fs::read_to_string(file).unwrap_or_default();
        let line = text.lines().find(|line| line.starts_with(key)).map(str::to_owned);
        line.and_then(|line| Some(line.split_once([':', '='])?.1.trim().trim_matches('"').to_owned()))
    };
    let memory = info("/proc/meminfo", "MemTotal").and_then(|kb| kb.split(' ').next()?.parse::<f64>().ok());
    let lines = [
        format!("- {cores} cores, {}", info("/proc/cpuinfo", "model name").unwrap_or_default()),
        format!("- {:.0} GB of memory", memory.unwrap_or_default() / 1e6),
        format!(
            "- {}",
            info("/etc/os-release", "PRETTY_NAME").unwrap_or_else(|| std::env::consts::OS.into())
        ),
        format!("- mdBook {}, {}", mdbook_preprocessor::MDBOOK_VERSION, version("rustc")),
        format!(
            "- Node {}, {}",
            version("node"),
            tools::chromium().map_or_else(|_| "no Chromium".into(), |path| version(&path))
        ),
    ];
    lines.join("\n")
}

/// When a part began, and what else the machine did: the load before it tells how far to trust times.
pub(super) fn moment() -> String {
    let time = said("date", &["-u", "+%Y-%m-%d %H:%M UTC"]);
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().filter(|load| !load.is_empty()).unwrap_or("unknown");
    format!("Measured {time}; load average before it {load}.")
}

fn version(program: impl AsRef<std::ffi::OsStr>) -> String {
    said(program, &["--version"])
}

fn said(program: impl AsRef<std::ffi::OsStr>, args: &[&str]) -> String {
    let output = Command::new(program).args(args).output().map(|output| output.stdout).unwrap_or_default();
    String::from_utf8_lossy(&output).lines().next().unwrap_or_default().trim().to_owned()
}
