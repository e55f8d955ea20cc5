//! The functions of probability theory that the measures need, in logarithms, so that no tail becomes 0.

mod beta;
mod binomial;
mod gamma;
mod hypergeometric;
mod normal;
mod poisson;
mod tail;

pub(crate) use beta::log_odds_quantile;
pub(crate) use binomial::deviance;
pub(crate) use gamma::gamma_quantile;
pub(crate) use hypergeometric::Hypergeometric;
pub(crate) use normal::{chi_square_log10_p, normal_log10_p};
pub(crate) use poisson::poisson_upper_log10_p;

/// 1 / ln 10: turns a natural logarithm into one to base 10.
const LOG10_E: f64 = std::f64::consts::LOG10_E;
