//! How the cost of one page, or of one library, grows with its size, for every construct that we read.
//!
//! Each family is made in growing sizes and given to each program. The exponent says how the time grows with the bytes
//! once the cost of starting is taken off: 1 is linear, 2 is square.

mod constructs;
mod libraries;
mod program;
mod source;

use super::Bench;
use super::section::Section;
use super::series::growth;
use super::table::{Table, number};
use anyhow::{Context, Result};
use program::Program;
use source::Source;
use std::path::Path;

/// No exponent may be larger.
const WANTED: f64 = 1.15;

/// What a cost must reach before its exponent says more about the program than about the machine, in seconds.
const TELLING: f64 = 0.15;

/// The same for memory, in bytes.
const TELLING_MEMORY: f64 = 100e6;

/// A run that takes so long ends its family: the next would take four times as long, or sixteen times.
const LONG: f64 = 12.0;

/// How many families the table shows, the fastest growing ones.
const SHOWN: usize = 25;

/// A way to make pages of any size.
struct Family {
    name: String,
    /// The sizes to try, each four times the one before.
    sizes: [usize; 3],
    make: Box<dyn Fn(usize) -> Source>,
}

/// What one program took for a family in growing sizes.
struct Growth {
    family: String,
    program: Program,
    exponent: f64,
    /// Bytes of the largest size that was run, and seconds for it.
    bytes: usize,
    seconds: f64,
    /// How the peak memory grew, over the last two sizes.
    memory: f64,
}

pub(super) fn measure(bench: &Bench) -> Result<Section> {
    let is_asked =
        |words: &[String], name: &str| words.is_empty() || words.iter().any(|word| name.contains(word));
    let families = constructs::families().into_iter().chain(libraries::families());
    let families: Vec<Family> = families.filter(|family| is_asked(&bench.families, &family.name)).collect();
    let programs = Program::ALL.iter().filter(|program| is_asked(&bench.programs, &program.to_string()));
    let programs: Vec<Program> = programs.copied().collect();
    let mut found = Vec::new();
    for &program in &programs {
        eprintln!("{} families, {program}", families.len());
        let base = base(bench, program)?;
        for family in &families {
            found.extend(grown(bench, program, family, base)?);
        }
    }
    Ok(section(found, families.len(), programs.len()))
}

/// What a program takes for a book of one empty page.
fn base(bench: &Bench, program: Program) -> Result<(f64, f64)> {
    let folder = bench.work.join("growth");
    let empty = Source::page("# A\n".to_owned());
    let runs = (0..3).map(|_| run(bench, program, &empty, &folder)).collect::<Result<Vec<_>>>()?;
    let least = |metric: fn(&(f64, f64)) -> f64| runs.iter().map(metric).fold(f64::INFINITY, f64::min);
    Ok((least(|run| run.0), least(|run| run.1)))
}

/// The growth of one family; none where even its largest size takes next to nothing.
fn grown(bench: &Bench, program: Program, family: &Family, base: (f64, f64)) -> Result<Option<Growth>> {
    let folder = bench.work.join("growth");
    let mut points: Vec<(f64, f64, f64)> = Vec::new();
    for size in family.sizes {
        let source = (family.make)(size);
        let (seconds, peak) = run(bench, program, &source, &folder)
            .with_context(|| format!("family `{}`, {size}", family.name))?;
        points.push((source.bytes() as f64, seconds - base.0, peak - base.1));
        if seconds > LONG {
            break;
        }
    }
    let [.., small, large] = points[..] else { return Ok(None) };
    if large.1 < TELLING && large.2 < TELLING_MEMORY {
        return Ok(None);
    }
    let mut exponent = growth((small.0, small.1.max(TELLING / 8.0)), (large.0, large.1.max(TELLING / 8.0)));
    if exponent > WANTED && large.1 < LONG {
        exponent = exponent.min(again(bench, program, family, base)?);
    }
    let memory =
        growth((small.0, small.2.max(TELLING_MEMORY / 4.0)), (large.0, large.2.max(TELLING_MEMORY / 4.0)));
    if exponent > WANTED || memory > WANTED {
        eprintln!("{program} {}: {exponent:.2} ({:.2} s), memory {memory:.2}", family.name, large.1);
    }
    let family = family.name.clone();
    Ok(Some(Growth { family, program, exponent, bytes: large.0 as usize, seconds: large.1, memory }))
}

/// The exponent by the least of three runs: what else the machine does makes a run longer, never shorter.
fn again(bench: &Bench, program: Program, family: &Family, base: (f64, f64)) -> Result<f64> {
    let folder = bench.work.join("growth");
    let mut least = [(0.0, f64::INFINITY); 2];
    for (point, size) in least.iter_mut().zip(&family.sizes[1..]) {
        let source = (family.make)(*size);
        for _ in 0..3 {
            let seconds = run(bench, program, &source, &folder)?.0 - base.0;
            *point = (source.bytes() as f64, point.1.min(seconds));
        }
    }
    Ok(growth((least[0].0, least[0].1.max(TELLING / 8.0)), least[1]))
}

/// Seconds of CPU time and bytes of memory.
fn run(bench: &Bench, program: Program, source: &Source, folder: &Path) -> Result<(f64, f64)> {
    let usage = program.run(&bench.subject, source, folder)?;
    Ok((usage.cpu, usage.peak))
}

fn section(mut found: Vec<Growth>, families: usize, programs: usize) -> Section {
    let mut section = Section::default();
    let most = |metric: fn(&Growth) -> f64| found.iter().map(metric).fold(0.0, f64::max);
    section.at_most("largest exponent of time", WANTED, most(|growth| growth.exponent));
    section.at_most("largest exponent of memory", WANTED, most(|growth| growth.memory));
    section.note(format!(
        "{families} families, each given to {programs} programs; {} runs took long enough to tell. The {SHOWN} that grow fastest:",
        found.len(),
    ));
    found.sort_by(|a, b| b.exponent.total_cmp(&a.exponent));
    let mut table = Table::new(["family", "program", "exponent of time", "of memory", "KB", "ms"]);
    for growth in found.iter().take(SHOWN) {
        table.row([
            growth.family.clone(),
            growth.program.to_string(),
            number(growth.exponent, 2),
            number(growth.memory, 2),
            (growth.bytes / 1000).to_string(),
            number(growth.seconds * 1e3, 0),
        ]);
    }
    section.table("Growth", &table);
    section
}
