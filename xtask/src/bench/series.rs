//! The runs of one subject on one book, and the numbers drawn from them.

use super::measure::Usage;

/// One number of a run.
pub(super) type Metric = fn(&Usage) -> f64;

/// The runs of one subject, in the order in which they were made.
#[derive(Clone, Default)]
pub(super) struct Series(Vec<Usage>);

impl Series {
    pub(super) fn push(&mut self, usage: Usage) {
        self.0.push(usage);
    }

    pub(super) fn median(&self, metric: Metric) -> f64 {
        median(self.0.iter().map(metric).collect())
    }

    /// What it cost beyond another, turn by turn; the peak stays its own.
    pub(super) fn beyond(&self, other: &Series) -> Series {
        self.joined(other, |ours, theirs| Usage {
            wall: ours.wall - theirs.wall,
            cpu: ours.cpu - theirs.cpu,
            peak: ours.peak,
        })
    }

    /// One after the other, turn by turn.
    pub(super) fn then(&self, other: &Series) -> Series {
        self.joined(other, |first, second| Usage {
            wall: first.wall + second.wall,
            cpu: first.cpu + second.cpu,
            peak: first.peak.max(second.peak),
        })
    }

    fn joined(&self, other: &Series, join: fn(&Usage, &Usage) -> Usage) -> Series {
        Series(self.0.iter().zip(&other.0).map(|(ours, theirs)| join(ours, theirs)).collect())
    }

    pub(super) fn runs(&self) -> usize {
        self.0.len()
    }

    /// The median of the ratios of neighbouring runs: both saw the same moment of the machine.
    pub(super) fn ratio(&self, other: &Series, metric: Metric) -> f64 {
        median(self.0.iter().zip(&other.0).map(|(ours, theirs)| metric(ours) / metric(theirs)).collect())
    }
}

pub(super) fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    let middle = numbers.len() / 2;
    match numbers.len() {
        0 => f64::NAN,
        n if n % 2 == 1 => numbers[middle],
        _ => f64::midpoint(numbers[middle - 1], numbers[middle]),
    }
}

/// The exponent with which a cost grows with the size: 1 is linear, 2 quadratic.
pub(super) fn growth((small, cheap): (f64, f64), (large, dear): (f64, f64)) -> f64 {
    (dear / cheap).ln() / (large / small).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(walls: &[f64]) -> Series {
        Series(walls.iter().map(|&wall| Usage { wall, cpu: 0.0, peak: 0.0 }).collect())
    }

    #[test]
    fn the_median_is_the_middle_run() {
        assert_eq!(series(&[9.0, 1.0, 2.0]).median(|usage| usage.wall), 2.0);
        assert_eq!(series(&[4.0, 1.0, 2.0, 9.0]).median(|usage| usage.wall), 3.0);
    }

    #[test]
    fn the_ratio_is_that_of_neighbours() {
        let (ours, theirs) = (series(&[2.0, 20.0, 3.0]), series(&[1.0, 10.0, 3.0]));
        assert_eq!(ours.ratio(&theirs, |usage| usage.wall), 2.0);
    }

    #[test]
    fn costs_are_added_and_taken_away_turn_by_turn() {
        let (with, without) = (series(&[5.0, 7.0]), series(&[4.0, 4.0, 9.0]));
        assert_eq!(with.beyond(&without).median(|usage| usage.wall), 2.0);
        assert_eq!(with.then(&without).median(|usage| usage.wall), 10.0);
    }

    #[test]
    fn growth_is_the_slope_between_two_sizes() {
        assert_eq!(growth((1.0, 3.0), (64.0, 3.0 * 64.0)), 1.0);
        assert!((growth((10.0, 1.0), (100.0, 100.0)) - 2.0).abs() < 1e-12);
    }
}
