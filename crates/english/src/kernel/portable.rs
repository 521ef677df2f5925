//! The integer product in plain Rust: the reference for the others, and the way of processors without a kernel.

use super::packed::{self, Block, Finish, Line, Linear, Rows, Sums};
use std::ops::Range;

/// See [`super::Kernel::product`].
pub(crate) fn product(rows: &Rows, range: Range<usize>, weights: &Linear, finish: impl Finish) {
    packed::product(rows, range, weights, finish, block);
}

fn block(rows: Block, panel: &[[Line; 4]], _next: &[[Line; 4]], sums: &mut Sums) {
    *sums = [[0; 64]; 6];
    for (row, sums) in rows.iter().zip(sums) {
        for (group, lines) in row.iter().zip(panel) {
            add(group.map(i16::from), lines, sums);
        }
    }
}

/// Adds the products of one group; sums of two products fit 16 bits, since activations have seven.
#[inline(always)]
fn add(a: [i16; 4], lines: &[Line; 4], sums: &mut [i32; 64]) {
    for (line, sums) in lines.iter().zip(sums.as_chunks_mut::<16>().0) {
        for (w, sum) in line.0.as_chunks::<4>().0.iter().zip(sums) {
            let w = w.map(i16::from);
            *sum += i32::from(a[0] * w[0] + a[1] * w[1]) + i32::from(a[2] * w[2] + a[3] * w[3]);
        }
    }
}
