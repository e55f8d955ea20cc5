//! What a reader is shown for a unit.

use textmill_corpus::SurfaceId;

use crate::{Frequencies, Units};

/// For each unit the commonest of its surfaces (of equally common ones the first in byte order); nothing for a unit that
/// does not occur.
pub fn commonest_surfaces(units: &Units<'_>, surfaces: &Frequencies) -> Vec<Option<SurfaceId>> {
    let mut commonest: Vec<Option<(u64, SurfaceId)>> = vec![None; units.len()];
    for (surface, &frequency) in surfaces.frequency.iter().enumerate() {
        let surface = SurfaceId(surface as u32);
        let best = &mut commonest[units.of(surface) as usize];
        if frequency > best.map_or(0, |(frequency, _)| frequency) {
            *best = Some((frequency, surface));
        }
    }
    commonest.into_iter().map(|best| best.map(|(_, surface)| surface)).collect()
}
