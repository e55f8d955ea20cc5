//! Documents that repeat others, and count.

use textmill_report::{Results, Warning, WarningKind};

/// How many counted documents repeat others, and how much of the words is theirs; nothing where none does.
pub(crate) fn repeat_warning(results: &Results) -> Option<Warning> {
    let profiles = &results.counts.totals.profiles;
    let (mut exact, mut near, mut words) = (0_u64, 0_u64, 0);
    for (duplicate, profile) in results.duplicates.iter().zip(profiles) {
        let Some(duplicate) = duplicate.filter(|_| profile.tokens > 0) else { continue };
        exact += u64::from(duplicate.is_exact);
        near += u64::from(!duplicate.is_exact);
        words += profile.tokens;
    }
    let all: u64 = profiles.iter().map(|profile| profile.tokens).sum();
    if exact + near == 0 || all == 0 {
        return None;
    }
    let share = words as f64 * 100.0 / all as f64;
    let warning = format!(
        "of the documents that count, {exact} repeat others word for word and {near} nearly: {share:.1} % of the counted words. documents.csv \
         says which; selection.duplicates = \"drop-exact\" leaves out the former"
    );
    Some(Warning::new(WarningKind::Repeats, "documents.csv", warning))
}
