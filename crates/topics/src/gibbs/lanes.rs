//! Sums over topics in a fixed order: blocks of lanes, lane by lane along the blocks, then a tree across the lanes.
//!
//! The order is the same for every processor, so the sums are the same to the last bit; it is also one that compilers
//! turn into vector instructions. Nothing here may be fused or reordered, and Rust does neither by itself.

use std::array;

use crate::gibbs::simd::{Simd, WIDE};

/// The number of lanes of a block.
pub(crate) const LANES: usize = 8;

/// As many values as there are lanes.
pub(crate) type LaneArray<T> = [T; LANES];

/// A count of tokens, as wide as the most frequent word of the corpus needs.
pub(crate) trait Count: Copy + Default + Send + Sync {
    fn get(self) -> u32;
    fn as_f32(self) -> f32;
    fn load_counters<S: Simd>(simd: S, block: &LaneArray<Self>) -> S::Counters;
    /// The first counts of all rows, the second ones, and so on.
    fn transpose<S: Simd>(simd: S, rows: [&LaneArray<Self>; WIDE]) -> [S::Wide; LANES];
    fn increment(&mut self);
    fn decrement(&mut self);
}

macro_rules! count {
    ($width:ty, $load:ident, $transpose:expr) => {
        impl Count for $width {
            #[inline(always)]
            fn get(self) -> u32 {
                u32::from(self)
            }
            /// By way of `i32`, for which processors have an instruction; no count reaches its limit.
            #[inline(always)]
            fn as_f32(self) -> f32 {
                self as i32 as f32
            }
            #[inline(always)]
            fn load_counters<S: Simd>(simd: S, block: &LaneArray<Self>) -> S::Counters {
                simd.$load(block)
            }
            #[inline(always)]
            fn transpose<S: Simd>(simd: S, rows: [&LaneArray<Self>; WIDE]) -> [S::Wide; LANES] {
                $transpose(simd, rows)
            }
            #[inline(always)]
            fn increment(&mut self) {
                *self = self.wrapping_add(1);
            }
            #[inline(always)]
            fn decrement(&mut self) {
                *self = self.wrapping_sub(1);
            }
        }
    };
}

count!(u16, widen, S::transpose);
count!(u32, load_counters, transpose_one_by_one);

#[inline(always)]
fn transpose_one_by_one<S: Simd, C: Count>(simd: S, rows: [&LaneArray<C>; WIDE]) -> [S::Wide; LANES] {
    array::from_fn(|lane| simd.load_wide(&array::from_fn(|place| rows[place][lane].as_f32())))
}

/// How many blocks hold one number for each topic: one of a few lengths that the code is compiled for, if that is enough.
pub(crate) fn blocks(topics: usize) -> usize {
    let needed = topics.div_ceil(LANES);
    [1, 2, 4, 8, 16, 32].into_iter().find(|&length| length >= needed).unwrap_or(needed)
}

/// Compiles a call for each of the lengths that [`blocks`] gives.
macro_rules! for_length {
    ($blocks:expr, $Numbers:ident => $call:expr) => {
        for_length!($blocks, $Numbers => $call, 1 2 4 8 16 32)
    };
    ($blocks:expr, $Numbers:ident => $call:expr, $($length:literal)*) => {
        match $blocks {
            $($length => { type $Numbers = [LaneArray<f32>; $length]; $call })*
            _ => { type $Numbers = Vec<LaneArray<f32>>; $call }
        }
    };
}
pub(crate) use for_length;

/// The value of a topic.
#[inline(always)]
pub(crate) fn at<T: Copy>(blocks: &[LaneArray<T>], topic: usize) -> T {
    blocks.as_flattened()[topic]
}

/// The place of a topic's value.
#[inline(always)]
pub(crate) fn at_mut<T>(blocks: &mut [LaneArray<T>], topic: usize) -> &mut T {
    &mut blocks.as_flattened_mut()[topic]
}

/// One number for each topic. Arrays make the fastest code, as their length is known when it is compiled; a `Vec` serves
/// when there are many topics.
pub(crate) trait Numbers: Clone + Send + Sync {
    fn zero(blocks: usize) -> Self;
    /// Known when the code is compiled, if it is an array.
    #[inline(always)]
    fn length(&self) -> usize {
        self.blocks().len()
    }
    fn blocks(&self) -> &[LaneArray<f32>];
    fn blocks_mut(&mut self) -> &mut [LaneArray<f32>];

    #[inline(always)]
    fn of(&self, topic: usize) -> f32 {
        self.blocks().as_flattened()[topic]
    }

    #[inline(always)]
    fn of_mut(&mut self, topic: usize) -> &mut f32 {
        &mut self.blocks_mut().as_flattened_mut()[topic]
    }
}

impl<const B: usize> Numbers for [LaneArray<f32>; B] {
    fn zero(_blocks: usize) -> Self {
        [[0.0; LANES]; B]
    }

    #[inline(always)]
    fn blocks(&self) -> &[LaneArray<f32>] {
        self
    }

    #[inline(always)]
    fn blocks_mut(&mut self) -> &mut [LaneArray<f32>] {
        self
    }
}

impl Numbers for Vec<LaneArray<f32>> {
    fn zero(blocks: usize) -> Self {
        vec![[0.0; LANES]; blocks]
    }

    #[inline(always)]
    fn blocks(&self) -> &[LaneArray<f32>] {
        self
    }

    #[inline(always)]
    fn blocks_mut(&mut self) -> &mut [LaneArray<f32>] {
        self
    }
}

/// The ends of the lanes, after a zero: lane `l` reaches from `ends[l]` to `ends[l + 1]`.
pub(crate) type Ends = [f32; LANES + 1];

/// The ends of lanes of these sums. A draw falls on places that follow one another lane by lane, along the blocks in each
/// lane.
#[inline(always)]
pub(crate) fn ends_of<S: Simd>(simd: S, sums: S::Lanes) -> Ends {
    let mut ends = [0.0; LANES + 1];
    ends[1..].copy_from_slice(&simd.store(simd.prefix(sums)));
    ends
}

/// The lane that a target falls on, and how far from the lane's beginning.
#[inline(always)]
pub(crate) fn lane_of(simd: impl Simd, ends: &Ends, target: f32) -> (usize, f32) {
    let mut across = [0.0; LANES];
    across.copy_from_slice(&ends[1..]);
    let lane = simd.not_above(simd.load(&across), target).min(LANES - 1);
    (lane, target - ends[lane])
}

/// The place in a lane that a target falls on which is so far from the lane's beginning.
#[inline(always)]
pub(crate) fn place_of(simd: impl Simd, along: &[LaneArray<f32>], (lane, into): (usize, f32)) -> usize {
    let (limit, mut counters) = (simd.splat(into), simd.load_counters(&[0; LANES]));
    for along in along {
        counters = simd.count_not_above(counters, simd.load(along), limit);
    }
    simd.store_counters(counters)[lane % LANES] as usize * LANES + lane
}
