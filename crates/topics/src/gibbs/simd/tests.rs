//! Every kind of instructions gives the bits of the portable ones.

use std::{array, io::Write};

use crate::{
    gibbs::{
        lanes::LaneArray,
        simd::{Simd, SimdInstructions, SimdWork, WIDE},
    },
    noise::Noise,
};

/// All operations one after the other, with what they store.
struct AllOperations<'a> {
    seed: u64,
    stored: &'a mut Vec<LaneArray<u32>>,
}

fn random<T>(mut number: impl FnMut() -> T) -> [LaneArray<T>; 2] {
    array::from_fn(|_| array::from_fn(|_| number()))
}

impl SimdWork for AllOperations<'_> {
    fn run(mut self, simd: impl Simd) {
        self.blocks(simd);
        self.wide(simd);
    }
}

impl AllOperations<'_> {
    fn blocks(&mut self, simd: impl Simd) {
        let mut noise = Noise::new(self.seed);
        let [one, other] = random(|| noise.uniform().powi(9) as f32).map(|block| simd.load(&block));
        let [few, fewer] = random(|| noise.below(3) as u32).map(|block| simd.load_counters(&block));
        let large: LaneArray<u32> = [(); 8].map(|()| noise.below(u32::MAX as usize) as u32);
        let narrow: LaneArray<u16> = [(); 8].map(|()| noise.below(12) as u16);
        let table: Vec<f32> = (0..10).map(|_| noise.uniform() as f32).collect();
        let limit = noise.uniform().powi(9) as f32;
        let lanes = [
            one,
            simd.splat(limit),
            simd.gather(&table, &narrow),
            simd.add(one, other),
            simd.multiply(one, other),
            simd.prefix(one),
            simd.convert(few),
        ];
        let (high, low) = simd.widening_products(0xD251_1F53, simd.load_counters(&large));
        let equal = simd.equal(few, fewer);
        let counters = [
            few,
            high,
            low,
            equal,
            simd.widen(&narrow),
            simd.minus_one_where(few, equal),
            simd.count_not_above(few, one, simd.splat(limit)),
            simd.xor(high, low),
        ];
        simd.prefetch(&table);
        self.stored.extend(lanes.map(|lanes| simd.store(lanes).map(f32::to_bits)));
        self.stored.extend(counters.map(|counters| simd.store_counters(counters)));
        self.stored.push([simd.not_above(one, limit) as u32; 8]);
    }

    fn wide(&mut self, simd: impl Simd) {
        let mut noise = Noise::new(self.seed ^ 1 << 40);
        let [one, other] = [(); 2].map(|()| array::from_fn(|_| noise.uniform().powi(9) as f32));
        let [few, fewer] = [(); 2].map(|()| array::from_fn(|_| noise.below(3) as f32));
        let rows: [LaneArray<u16>; WIDE] =
            array::from_fn(|_| array::from_fn(|_| noise.below(1 << 16) as u16));
        let [one, other, few, fewer] = [one, other, few, fewer].map(|numbers| simd.load_wide(&numbers));
        let (equal, not_above) = (simd.equal_wide(few, fewer), simd.not_above_wide(few, fewer));
        let wide = [
            one,
            simd.splat_wide(noise.uniform() as f32),
            simd.add_wide(one, other),
            simd.subtract_wide(one, other),
            simd.multiply_wide(one, other),
            simd.divide_wide(one, other),
            simd.select(equal, one, other),
            simd.select(not_above, one, other),
            simd.increment_where(simd.both(equal, not_above), few),
            simd.decrement_where(not_above, few),
            simd.multiply_where(not_above, one, other),
        ];
        let columns = simd.transpose(rows.each_ref());
        let mut store = |numbers: [u32; WIDE]| self.stored.extend_from_slice(numbers.as_chunks().0);
        wide.into_iter().chain(columns).for_each(|wide| store(simd.store_wide(wide).map(f32::to_bits)));
        store(simd.store_integers(few));
    }
}

fn results(instructions: SimdInstructions, seed: u64) -> Vec<LaneArray<u32>> {
    let mut stored = Vec::new();
    instructions.run(AllOperations { seed, stored: &mut stored });
    stored
}

#[test]
fn operations_give_the_bits_of_the_portable_ones() {
    let [portable, others @ ..] = &SimdInstructions::all()[..] else { unreachable!("there is always one") };
    if cfg!(target_arch = "x86_64") && others.len() < 2 {
        let _ = writeln!(std::io::stderr(), "SKIPPED: this machine has only {others:?} of AVX2 and AVX-512");
    }
    for seed in 0..2_000 {
        let expected = results(*portable, seed);
        for other in others {
            assert_eq!(results(*other, seed), expected, "{other:?}");
        }
    }
}
