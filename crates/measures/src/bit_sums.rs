//! Sums over many choices at once, of which each row of bits says which of them a number belongs to.
//!
//! To add a number to the sums of half of a thousand choices takes a thousand additions. Here the sums are binary numbers that stand
//! upright: of each digit there is one row, with a bit for each choice. A number is added as the row of its choices, once for each of
//! its own digits that is 1. Three rows of one digit become one of it and one of the next (a full adder: five operations for 64
//! choices), so that on average each row that is added costs one adder. At the end the digits are laid down, eight at a time.

/// Adds numbers to the sums of those choices whose bits are set: of each pair, the place of a row in `bits`, of `words` words each, and
/// the number.
///
/// # Panics
///
/// If there is no such row.
pub(crate) fn add_masked(sums: &mut [u64], bits: &[u64], words: usize, numbers: &[(u32, u32)]) {
    let mut digits = UprightSums::new(words);
    for &(place, number) in numbers {
        let row = &bits[place as usize * words..][..words];
        let mut left = number;
        while left != 0 {
            digits.add(row, left.trailing_zeros() as usize);
            left &= left - 1;
        }
    }
    digits.add_to(sums);
}

/// Binary numbers, of which each row holds one digit of all.
struct UprightSums {
    words: usize,
    /// For each digit two rows: those that wait for a third one.
    waiting: Vec<u64>,
    /// How many of them are in use.
    used: Vec<u8>,
    /// A row that goes up to the next digit, and another one.
    carry: Vec<u64>,
    next: Vec<u64>,
}

impl UprightSums {
    fn new(words: usize) -> Self {
        let (carry, next) = (vec![0; words], vec![0; words]);
        Self { words, waiting: Vec::new(), used: Vec::new(), carry, next }
    }

    /// Adds a row of ones at a digit.
    fn add(&mut self, row: &[u64], digit: usize) {
        if self.take(row, digit) {
            self.go_up(digit + 1);
        }
    }

    /// Adds what is carried at a digit, and at those above it as long as there is something to carry.
    fn go_up(&mut self, mut digit: usize) {
        loop {
            std::mem::swap(&mut self.carry, &mut self.next);
            let row = std::mem::take(&mut self.next);
            let is_carried = self.take(&row, digit);
            self.next = row;
            if !is_carried {
                return;
            }
            digit += 1;
        }
    }

    /// Puts a row to those that wait at a digit. If it is the third one, says so and leaves in `carry` what goes up.
    fn take(&mut self, row: &[u64], digit: usize) -> bool {
        if self.used.len() <= digit {
            self.used.resize(digit + 1, 0);
            self.waiting.resize((digit + 1) * 2 * self.words, 0);
        }
        let (first, second) =
            self.waiting[digit * 2 * self.words..][..2 * self.words].split_at_mut(self.words);
        let used = &mut self.used[digit];
        match *used {
            0 => first.copy_from_slice(row),
            1 => second.copy_from_slice(row),
            _ => {
                let places = first.iter_mut().zip(second.iter()).zip(row).zip(&mut self.carry);
                for (((first, &second), &third), carry) in places {
                    let differs = *first ^ second;
                    *carry = *first & second | differs & third;
                    *first = differs ^ third;
                }
                *used = 1;
                return true;
            }
        }
        *used += 1;
        false
    }

    /// Adds up the rows that still wait, and all digits to the sums.
    fn add_to(mut self, sums: &mut [u64]) {
        let none = vec![0; self.words];
        let mut digit = 0;
        while digit < self.used.len() {
            if self.used[digit] == 2 {
                // Nothing is the third one.
                self.add(&none, digit);
            }
            if self.used[digit] == 0 {
                self.waiting[digit * 2 * self.words..][..self.words].fill(0);
            }
            digit += 1;
        }
        for first in (0..digit).step_by(8) {
            let row = |digit: usize| self.waiting.get(digit * 2 * self.words..).unwrap_or_default();
            let rows: [&[u64]; 8] =
                std::array::from_fn(
                    |more| {
                        if first + more < digit { row(first + more) } else { none.as_slice() }
                    },
                );
            lay_down(rows, first, sums);
        }
    }
}

/// Adds eight digits, from one on, to the sums of all choices.
fn lay_down(rows: [&[u64]; 8], first: usize, sums: &mut [u64]) {
    for (word, sums) in sums.chunks_exact_mut(64).enumerate() {
        let digits = rows.map(|row| row.get(word).copied().unwrap_or_default());
        for (eighth, sums) in sums.chunks_exact_mut(8).enumerate() {
            let of_eighth = digits.map(|digit| (digit >> (8 * eighth)) as u8);
            let turned = turn(u64::from_le_bytes(of_eighth)).to_le_bytes();
            for (sum, byte) in sums.iter_mut().zip(turned) {
                *sum += u64::from(byte) << first;
            }
        }
    }
}

/// Turns a square of eight by eight bits about its diagonal: bit b of byte a becomes bit a of byte b. Warren, Hacker's Delight, 7-3.
fn turn(square: u64) -> u64 {
    let swap = |square: u64, mask: u64, by: u32| {
        let differs = (square ^ (square >> by)) & mask;
        square ^ differs ^ (differs << by)
    };
    let square = swap(square, 0x00AA_00AA_00AA_00AA, 7);
    let square = swap(square, 0x0000_CCCC_0000_CCCC, 14);
    swap(square, 0x0000_0000_F0F0_F0F0, 28)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{add_masked, turn};

    proptest! {
        #[test]
        fn sums_are_those_of_single_additions(
            words in 1_usize..4,
            numbers in prop::collection::vec((0_u32..40, prop_oneof![0_u32..4, 0_u32..300, any::<u32>()]), 0..200),
            bits in prop::collection::vec(any::<u64>(), 3 * 40),
            before in 0_u64..1000,
        ) {
            let mut sums = vec![before; words * 64];
            add_masked(&mut sums, &bits, words, &numbers);
            for (choice, sum) in sums.iter().enumerate() {
                let is_set = |place: u32| bits[place as usize * words + choice / 64] >> (choice % 64) & 1 == 1;
                let added: u64 = numbers.iter().filter(|(place, _)| is_set(*place)).map(|(_, number)| u64::from(*number)).sum();
                prop_assert_eq!(*sum, before + added);
            }
        }

        #[test]
        fn a_square_is_turned(square: u64) {
            let bit = |square: u64, row: usize, column: usize| square >> (8 * row + column) & 1;
            let turned = turn(square);
            for (row, column) in (0..8).flat_map(|row| (0..8).map(move |column| (row, column))) {
                prop_assert_eq!(bit(turned, column, row), bit(square, row, column));
            }
        }
    }
}
