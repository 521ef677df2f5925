//! The integer product with AVX2.
//!
//! `maddubs` adds two products of bytes in 16 bits and would saturate with eight-bit activations; with seven bits
//! the sum is at most 2 · 127 · 128 = 32,512 in magnitude, so it is exact.

use super::packed::{self, Finish, Group, Line, Linear, Rows};
use std::arch::x86_64::*;
use std::ops::Range;

/// See [`super::Kernel::product`].
#[target_feature(enable = "avx2")]
pub(crate) fn product(rows: &Rows, range: Range<usize>, weights: &Linear, finish: impl Finish) {
    packed::product(rows, range, weights, finish, |rows, panel, _, sums| {
        let [a, b, c, d, e, f] = rows;
        for line in 0..4 {
            let (first, second) = sums.split_at_mut(3);
            block([a, b, c], panel, line, first);
            block([d, e, f], panel, line, second);
        }
    });
}

/// Sums of three rows for the 16 outputs of one line: six registers of sums leave room for what the loop needs.
#[target_feature(enable = "avx2")]
fn block(rows: [&[Group]; 3], panel: &[[Line; 4]], line: usize, sums: &mut [[i32; 64]]) {
    let mut total = [[_mm256_setzero_si256(); 2]; 3];
    let ones = _mm256_set1_epi16(1);
    let [a, b, c] = rows;
    for (((a, b), c), lines) in a.iter().zip(b).zip(c).zip(panel) {
        let weights = load(&lines[line]);
        for (group, total) in [a, b, c].into_iter().zip(&mut total) {
            let a = _mm256_set1_epi32(i32::from_ne_bytes(*group));
            for (w, total) in weights.iter().zip(total) {
                let pairs = _mm256_maddubs_epi16(a, *w);
                *total = _mm256_add_epi32(*total, _mm256_madd_epi16(pairs, ones));
            }
        }
    }
    for (sums, total) in sums.iter_mut().zip(&total) {
        for (sums, total) in sums.as_chunks_mut::<8>().0[2 * line..].iter_mut().zip(total) {
            // SAFETY: `sums` is a reference to 32 writable bytes; the store asks for no alignment.
            unsafe { _mm256_storeu_si256(std::ptr::from_mut(sums).cast(), *total) };
        }
    }
}

#[inline]
#[target_feature(enable = "avx2")]
fn load(line: &Line) -> [__m256i; 2] {
    let start = std::ptr::from_ref(line).cast::<__m256i>();
    // SAFETY: a Line is 64 readable bytes aligned to 64, so it holds two aligned vectors of 32 bytes.
    unsafe { [_mm256_load_si256(start), _mm256_load_si256(start.add(1))] }
}
