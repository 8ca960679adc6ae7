//! The properties that fuzzing looks for, over the committed corpus and inputs changed from it by a seeded
//! generator: the same on every machine, and with stable Rust alone.

use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

#[path = "../../fuzz/src/lib.rs"]
mod fuzz;

/// How long a target looks at changed inputs.
#[derive(Clone, Copy)]
enum Budget {
    Inputs(usize),
    Time(Duration),
}

impl Budget {
    /// `PROPERTIES=20000` is a number of inputs, `PROPERTIES=20s` a time; without it a fixed number, the same everywhere.
    fn of_environment() -> Self {
        let Ok(text) = std::env::var("PROPERTIES") else { return Self::Inputs(150) };
        let budget = match text.strip_suffix('s') {
            Some(seconds) => seconds.parse().map(|seconds| Self::Time(Duration::from_secs(seconds))),
            None => text.parse().map(Self::Inputs),
        };
        budget
            .unwrap_or_else(|_| panic!("PROPERTIES is `{text}`, which is no number and no number of seconds"))
    }

    fn is_spent(self, inputs: usize, since: Instant) -> bool {
        match self {
            Self::Inputs(limit) => inputs >= limit,
            Self::Time(limit) => since.elapsed() >= limit,
        }
    }
}

fn corpus(target: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.into_iter().map(|file| (file.clone(), fs::read(file).unwrap())).collect()
}

/// A small generator of numbers (xorshift): the same ones on every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % limit.max(1)
    }
}

/// What is put into inputs: signs that mean something somewhere, and Unicode's odd corners.
const PIECES: &[&str] = &[
    "---\n",
    "+++\n",
    "\n\n",
    "\r\n",
    "    ",
    "\t",
    "> ",
    "- ",
    "1. ",
    "# ",
    "{{#patterns ",
    "}}",
    "\\{{#patterns count}}",
    "[!AXIOM]",
    "[!",
    "]",
    "<div class=\"axiom-box\">",
    "</div>",
    "<!--",
    "-->",
    "```\n",
    "~~~",
    "`",
    "$$",
    "|",
    "\"",
    "'",
    ": ",
    ":\n",
    "&a ",
    "*a",
    "!!! note\n",
    "??? ",
    "=== \"",
    "{ .x }",
    "[^1]",
    "\\",
    "\0",
    "\u{feff}",
    "\u{202e}",
    "e\u{301}",
    "👩‍👩‍👧",
    "🇩🇪",
    "日本語",
    "שלום",
    "\u{2028}",
    "\u{ad}",
    "\u{fffd}",
    "title: ",
    "tier: gold\n",
    "related: [other]\n",
    "&lt;",
    "&#0;",
    "[a](b.md)",
    "![i](x.png)",
    "**",
    "__",
    "~~",
    "==",
    "^^",
    "++",
    "<b>",
    "</b>",
    "[Home](a.md) → **C**",
];

/// An input of the corpus with a few cuts, repetitions and insertions, or with a part of another one.
fn changed(numbers: &mut Numbers, seeds: &[(PathBuf, Vec<u8>)]) -> Vec<u8> {
    let mut input = seeds[numbers.below(seeds.len())].1.clone();
    for _ in 0..=numbers.below(5) {
        let at = numbers.below(input.len() + 1);
        let end = (at + numbers.below(24)).min(input.len());
        match numbers.below(6) {
            0 => drop(input.drain(at..end)),
            1 => drop(input.splice(at..at, input[at..end].to_vec())),
            2 => {
                let other = &seeds[numbers.below(seeds.len())].1;
                let from = numbers.below(other.len() + 1);
                let to = (from + numbers.below(120)).min(other.len());
                input.splice(at..at, other[from..to].iter().copied());
            }
            3 if !input.is_empty() => input[at.min(end.saturating_sub(1))] = numbers.below(256) as u8,
            _ => drop(input.splice(at..at, PIECES[numbers.below(PIECES.len())].bytes())),
        }
    }
    input
}

fn check(target: &str) {
    let property = fuzz::TARGETS.iter().find(|(name, _)| *name == target).unwrap().1;
    let seeds = corpus(target);
    assert!(seeds.len() > 5, "{target} has a corpus");
    let run = |input: &[u8], name: &str| {
        let held = catch_unwind(|| property(input));
        assert!(held.is_ok(), "{target} does not hold for {name}: {:?}", String::from_utf8_lossy(input));
    };
    for (file, input) in &seeds {
        run(input, &file.display().to_string());
    }
    let (budget, since) = (Budget::of_environment(), Instant::now());
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let mut inputs = 0;
    while !budget.is_spent(inputs, since) {
        run(&changed(&mut numbers, &seeds), &format!("changed input {inputs}"));
        inputs += 1;
    }
    eprintln!("{target}: {inputs} changed inputs");
}

#[test]
fn properties_of_front_matter() {
    check("front_matter");
}

#[test]
fn properties_of_boxes() {
    check("boxes");
}

#[test]
fn properties_of_mkdocs() {
    check("mkdocs");
}

#[test]
fn properties_of_directives() {
    check("directives");
}

#[test]
fn properties_of_page() {
    check("page");
}

#[test]
fn properties_of_protocol() {
    check("protocol");
}

#[test]
fn properties_of_index() {
    check("index");
}

#[test]
fn properties_of_fix() {
    check("fix");
}
