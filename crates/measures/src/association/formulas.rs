//! The formulas. The definition of each measure says what it means.

use std::f64::consts::{LN_2, LOG10_E};

use super::Contingency;
use crate::definition::finite;
use crate::special::{Hypergeometric, deviance, poisson_upper_log10_p};

/// ln(f/E), exact also where f and E are nearly equal. Nothing, where f or E is 0.
fn ln_observed_by_expected(table: &Contingency) -> Option<f64> {
    let (observed, expected) = (table.joint() as f64, table.expected_joint());
    if observed == 0.0 || expected == 0.0 {
        return None;
    }
    let excess = table.difference() / expected;
    finite(if excess.abs() < 0.5 { libm::log1p(excess) } else { libm::log(observed / expected) })
}

/// The sign of O₁₁ − E₁₁: −1, 0 or 1.
fn sign(table: &Contingency) -> f64 {
    let difference = table.difference();
    if difference == 0.0 { 0.0 } else { difference.signum() }
}

pub(super) fn mutual_information(table: &Contingency, power: u32) -> Option<f64> {
    let more = f64::from(power - 1) * libm::log2(table.joint() as f64);
    finite(ln_observed_by_expected(table)? / LN_2 + more)
}

pub(super) fn normalized_mutual_information(table: &Contingency) -> Option<f64> {
    if table.expected_joint() == 0.0 {
        return None;
    }
    if table.joint() == 0 {
        return Some(-1.0);
    }
    if table.joint() == table.total() {
        return Some(1.0);
    }
    let surprise = libm::log(table.total() as f64 / table.joint() as f64);
    finite(ln_observed_by_expected(table)? / surprise)
}

pub(super) fn local_mutual_information(table: &Contingency) -> Option<f64> {
    match table.joint() {
        0 => Some(0.0),
        joint => finite(joint as f64 * ln_observed_by_expected(table)? / LN_2),
    }
}

/// Σ O ln(O/E) over the four cells, as a sum of deviances: their differences O − E cancel exactly, and none is negative.
fn information(table: &Contingency) -> Option<f64> {
    let observed = table.observed()?;
    let expected = table.expected()?;
    let difference = table.difference();
    let differences = [difference, -difference, -difference, difference];
    let mut sum = 0.0;
    for ((observed, expected), difference) in observed.into_iter().zip(expected).zip(differences) {
        sum += deviance(observed as f64, expected, difference);
    }
    finite(sum)
}

pub(super) fn average_mutual_information(table: &Contingency) -> Option<f64> {
    finite(information(table)? / LN_2)
}

/// G² of the four cells, with the sign of O₁₁ − E₁₁.
pub(crate) fn log_likelihood(table: &Contingency) -> Option<f64> {
    finite(sign(table) * 2.0 * information(table)?)
}

pub(super) fn simple_log_likelihood(table: &Contingency) -> Option<f64> {
    let expected = table.expected_joint();
    if expected == 0.0 {
        return None;
    }
    finite(sign(table) * 2.0 * deviance(table.joint() as f64, expected, table.difference()))
}

pub(super) fn t_score(table: &Contingency) -> Option<f64> {
    finite(table.difference() / (table.joint() as f64).sqrt())
}

pub(super) fn z_score(table: &Contingency) -> Option<f64> {
    finite(table.difference() / table.expected_joint().sqrt())
}

pub(super) fn z_score_corrected(table: &Contingency) -> Option<f64> {
    finite((table.difference() - 0.5 * sign(table)) / table.expected_joint().sqrt())
}

pub(super) fn chi_squared(table: &Contingency) -> Option<f64> {
    signed_chi_squared(table, table.determinant())
}

pub(super) fn chi_squared_yates(table: &Contingency) -> Option<f64> {
    signed_chi_squared(table, table.determinant().abs() - table.total() as f64 / 2.0)
}

fn signed_chi_squared(table: &Contingency, determinant: f64) -> Option<f64> {
    let [r1, r2, c1, c2] = table.margins()?;
    let (one, other) = (determinant / r1 / c1, determinant / r2 / c2);
    finite(sign(table) * table.total() as f64 * one * other)
}

pub(super) fn dice(table: &Contingency) -> Option<f64> {
    finite(2.0 * table.joint() as f64 / (table.first() as f64 + table.second() as f64))
}

pub(super) fn log_dice(table: &Contingency) -> Option<f64> {
    finite(14.0 + libm::log2(dice(table)?))
}

pub(super) fn jaccard(table: &Contingency) -> Option<f64> {
    let joint = table.joint() as f64;
    let either = table.first() as f64 + table.second() as f64 - joint;
    // Overlapping windows may count more meetings than there are words.
    if either <= 0.0 { None } else { finite(joint / either) }
}

pub(super) fn minimum_sensitivity(table: &Contingency) -> Option<f64> {
    let larger = table.first().max(table.second());
    if table.first() == 0 || table.second() == 0 {
        None
    } else {
        finite(table.joint() as f64 / larger as f64)
    }
}

pub(super) fn geometric_mean(table: &Contingency) -> Option<f64> {
    finite(table.joint() as f64 / (table.first() as f64 * table.second() as f64).sqrt())
}

pub(super) fn delta_p_second_given_first(table: &Contingency) -> Option<f64> {
    let [r1, r2, ..] = table.margins()?;
    finite(table.determinant() / r1 / r2)
}

pub(super) fn delta_p_first_given_second(table: &Contingency) -> Option<f64> {
    let [.., c1, c2] = table.margins()?;
    finite(table.determinant() / c1 / c2)
}

pub(super) fn odds_ratio(table: &Contingency, discount: f64) -> Option<f64> {
    let [o11, o12, o21, o22] = table.observed()?.map(|count| count as f64 + discount);
    finite(libm::log10((o11 * o22) / (o12 * o21)))
}

pub(super) fn relative_risk(table: &Contingency) -> Option<f64> {
    let [o11, o12, ..] = table.observed()?.map(|count| count as f64);
    let [.., c1, c2] = table.margins()?;
    finite(libm::log10((o11 * c2) / (o12 * c1)))
}

/// The test of the table, if it is one.
fn exact_test(table: &Contingency) -> Option<Hypergeometric> {
    table.observed()?;
    let (row, column, total) = table.whole_margins();
    Hypergeometric::new(row, column, total)
}

pub(super) fn fisher_p(table: &Contingency) -> Option<f64> {
    finite(exact_test(table)?.upper_log10_p(table.joint()))
}

pub(super) fn fisher_lower_p(table: &Contingency) -> Option<f64> {
    finite(exact_test(table)?.lower_log10_p(table.joint()))
}

/// log₁₀ of the p of Fisher's two-sided test.
pub(crate) fn fisher_two_sided_p(table: &Contingency) -> Option<f64> {
    finite(exact_test(table)?.two_sided_log10_p(table.joint()))
}

pub(super) fn poisson_p(table: &Contingency) -> Option<f64> {
    let expected = table.expected_joint();
    if expected == 0.0 { None } else { finite(poisson_upper_log10_p(table.joint(), expected)) }
}

pub(super) fn poisson_stirling(table: &Contingency) -> Option<f64> {
    match table.joint() {
        0 => Some(0.0),
        joint => finite(joint as f64 * (ln_observed_by_expected(table)? - 1.0) * LOG10_E),
    }
}
