//! Our preprocessor beside two that do nothing.

use super::books::Sample;
use super::report::{self, Row};
use super::section::Section;
use super::series::Series;
use super::subjects::{Feed, Subject};
use super::{Bench, take_turns};
use anyhow::Result;

const NAMES: [&str; 3] = ["ours", "no-op", "slurp no-op"];

/// The copies that goals are about.
const JUDGED: usize = 16;

pub(super) fn measure(bench: &Bench) -> Result<Section> {
    let subjects = Subject::preprocessors(&bench.subject)?;
    let mut section = Section::default();
    let (mut rows, mut fed) = (Vec::new(), Vec::new());
    for &copies in &bench.copies {
        let sample = bench.book(copies)?;
        for feed in [Feed::File, Feed::Pipe] {
            eprintln!("{} pages, fed {feed}", sample.pages);
            let series = take_turns(&subjects, bench.runs_on(copies), |subject| subject.feed(&sample, feed))?;
            if copies == JUDGED {
                judge(&mut section, feed, &series);
            }
            rows.push(Row { keys: keys(&sample, feed, &series[0]), series });
            fed.push((sample.pages, feed));
        }
    }
    let points = fed.iter().zip(&rows).filter(|((_, feed), _)| *feed == Feed::File);
    let points: Vec<(usize, &Series)> = points.map(|(&(pages, _), row)| (pages, &row.series[0])).collect();
    section.at_most("growth exponent, from a file", 1.05, report::exponent(&points));
    let heads = ["copies", "pages", "MB of JSON", "fed", "runs"];
    report::tables(&mut section, "The preprocessor alone", &heads, &NAMES, &rows);
    Ok(section)
}

fn judge(section: &mut Section, feed: Feed, series: &[Series]) {
    let [ours, noop, slurp] = series else { return };
    match feed {
        Feed::Pipe => {
            section.at_most("as mdBook calls it, time / no-op", 1.0, ours.ratio(noop, |usage| usage.wall))
        }
        Feed::File => {
            section.at_most("from a file, time / slurp no-op", 3.0, ours.ratio(slurp, |usage| usage.wall));
            section.at_most("peak memory / no-op", 1.5, ours.ratio(noop, |usage| usage.peak));
            section.at_most("peak memory / slurp no-op", 2.0, ours.ratio(slurp, |usage| usage.peak));
        }
    }
}

fn keys(sample: &Sample, feed: Feed, series: &Series) -> Vec<String> {
    let megabytes = format!("{:.1}", sample.bytes as f64 / 1e6);
    vec![
        sample.copies.to_string(),
        sample.pages.to_string(),
        megabytes,
        feed.to_string(),
        series.runs().to_string(),
    ]
}
