//! How the counts of topics change while tokens move.

/// What is to be added to the count of each topic. A decrease is a number that wraps around, so that changes can be added in any order.
#[derive(Debug)]
pub(crate) struct Changes(Vec<u32>);

impl Changes {
    pub(crate) fn none(topics: usize) -> Self {
        Self(vec![0; topics])
    }

    /// Notes that a token leaves one topic for another.
    #[inline(always)]
    pub(crate) fn move_token(&mut self, old: usize, new: usize) {
        self.0[old] = self.0[old].wrapping_sub(1);
        self.0[new] = self.0[new].wrapping_add(1);
    }

    pub(crate) fn add_to(self, totals: &mut [u32]) {
        for (total, change) in totals.iter_mut().zip(self.0) {
            *total = total.wrapping_add(change);
        }
    }
}
