//! Random numbers that are a function of where they are used, not of what was drawn before.

/// What a number is drawn for; part of the counter, so that no two uses share a number.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Purpose {
    /// The first topic of a token.
    Start = 0,
    /// The next topic of a token in a sweep.
    Sweep = 1,
}

/// Philox4x32-10 (Salmon, Moraes, Dror and Shaw, 2011, "Parallel random numbers: as easy as 1, 2, 3"), a counter-based
/// generator: every number depends on the seed and the counter alone, so threads may draw in any order.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Philox {
    key: [u32; 2],
}

impl Philox {
    pub(crate) fn new(seed: u64) -> Self {
        Self { key: [seed as u32, (seed >> 32) as u32] }
    }

    /// A number between 0 and 1, both excluded, for the token at `position` of a passage in a sweep.
    pub(crate) fn uniform(self, purpose: Purpose, sweep: u32, passage: u32, position: u32) -> f64 {
        let lanes = self.block([sweep, passage, position / 4, purpose as u32]);
        let lane = lanes[position as usize % 4];
        (f64::from(lane) + 0.5) / 4_294_967_296.0
    }

    fn block(self, mut counter: [u32; 4]) -> [u32; 4] {
        let mut key = self.key;
        for _ in 0..10 {
            let (high_0, low_0) = widening_product(0xD251_1F53, counter[0]);
            let (high_1, low_1) = widening_product(0xCD9E_8D57, counter[2]);
            counter = [high_1 ^ counter[1] ^ key[0], low_1, high_0 ^ counter[3] ^ key[1], low_0];
            key = [key[0].wrapping_add(0x9E37_79B9), key[1].wrapping_add(0xBB67_AE85)];
        }
        counter
    }
}

fn widening_product(one: u32, other: u32) -> (u32, u32) {
    let product = u64::from(one) * u64::from(other);
    ((product >> 32) as u32, product as u32)
}

#[cfg(test)]
mod tests {
    use super::Philox;

    /// The known answers that its authors publish with the generator.
    #[test]
    fn known_answers() {
        for (counter, key, expected) in [
            ([0; 4], [0; 2], [0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8]),
            ([u32::MAX; 4], [u32::MAX; 2], [0x408F_276D, 0x41C8_3B0E, 0xA20B_C7C6, 0x6D54_51FD]),
            (
                [0x243F_6A88, 0x85A3_08D3, 0x1319_8A2E, 0x0370_7344],
                [0xA409_3822, 0x299F_31D0],
                [0xD16C_FE09, 0x94FD_CCEB, 0x5001_E420, 0x2412_6EA1],
            ),
        ] {
            assert_eq!(Philox { key }.block(counter), expected);
        }
    }
}
