//! Attention within one sequence, and scores of all pairs of two sets of rows.
//!
//! Every sum runs strictly along its axis and the columns beside each other fill the lanes of a register, so the
//! order of operations does not depend on the width of registers or on what else is in the batch.

use super::float::exp;
use super::packed::above;

/// Values of a query, key or value of one attention head.
pub(crate) const HEAD: usize = 32;
/// Queries whose scores are computed side by side.
const LANES: usize = 16;
/// Keys at a time when scores are computed, and rows of any other product of floats.
const BLOCK: usize = 6;
/// Queries at a time when values are mixed; sixteen is a multiple.
const MIXED: usize = 4;

/// Room to work in.
#[derive(Default)]
pub(crate) struct Attention {
    /// For every key the weights that sixteen queries give it.
    weights: Vec<[f32; LANES]>,
    /// For every sixteen queries and every row that not all see: 0, or what takes its score from a query that does not see it.
    unseen: Vec<[f32; LANES]>,
}

/// Queries, keys and values side by side, a row for each piece.
#[derive(Clone, Copy)]
pub(crate) struct Sequence<'a> {
    /// Of the pieces that every query sees.
    pub(crate) shared: &'a [f32],
    /// Of further ones, numbered after those, that only queries of their own group see.
    pub(crate) own: &'a [f32],
    /// How many of them make a group.
    pub(crate) group: usize,
}

impl<'a> Sequence<'a> {
    /// Pieces that all see each other.
    pub(crate) fn whole(shared: &'a [f32]) -> Sequence<'a> {
        Sequence { shared, own: &[], group: 1 }
    }

    /// The number of the group to which the piece `row` belongs, if any, where `split` pieces are shared.
    #[inline(always)]
    fn group_of(self, row: usize, split: usize) -> Option<usize> {
        Some(row.checked_sub(split)? / self.group)
    }
}

/// The same columns of every row of a sequence, [`HEAD`] of them from `from` on.
#[derive(Clone, Copy)]
struct Columns<'a> {
    sequence: Sequence<'a>,
    /// Shared rows.
    split: usize,
    stride: usize,
    from: usize,
}

impl<'a> Columns<'a> {
    #[inline(always)]
    fn row(self, row: usize) -> &'a [f32] {
        let (rows, row) = match row.checked_sub(self.split) {
            None => (self.sequence.shared, row),
            Some(row) => (self.sequence.own, row),
        };
        &rows[row * self.stride + self.from..][..HEAD]
    }
}

/// See [`super::Kernel::attend`].
#[inline(always)]
pub(crate) fn attend(
    sequence: Sequence<'_>,
    width: usize,
    queries: &[usize],
    work: &mut Attention,
    out: &mut [f32],
) {
    let stride = 3 * width;
    let split = sequence.shared.len() / stride;
    let own = sequence.own.len() / stride;
    let Attention { weights, unseen } = work;
    weights.resize(split + own, [0.0; LANES]);
    unseen.clear();
    for queries in queries.chunks(LANES) {
        unseen.extend((0..own).map(|row| hide(queries, split + row, sequence, split)));
    }
    for head in (0..width).step_by(HEAD) {
        let columns = |from| Columns { sequence, split, stride, from: from + head };
        for (i, (queries, out)) in queries.chunks(LANES).zip(out.chunks_mut(LANES * width)).enumerate() {
            let turned = turn(columns(0), queries);
            let highest = score(&turned, &unseen[i * own..][..own], columns(width), weights);
            let inverse = exponentials(weights, &highest);
            mix(weights, &inverse, columns(2 * width), width, &mut out[head..]);
        }
    }
}

/// Scaled queries beside each other: their first values, their second values and so on. Missing ones are zeros.
#[inline(always)]
fn turn(columns: Columns, queries: &[usize]) -> [[f32; LANES]; HEAD] {
    let mut out = [[0.0; LANES]; HEAD];
    for (lane, &query) in queries.iter().enumerate() {
        for (out, x) in out.iter_mut().zip(columns.row(query)) {
            out[lane] = x * (1.0 / 5.656_854);
        }
    }
    out
}

/// Which of sixteen queries do not see a row of a group.
fn hide(queries: &[usize], row: usize, sequence: Sequence, split: usize) -> [f32; LANES] {
    let mut out = [0.0; LANES];
    for (x, query) in out.iter_mut().zip(queries) {
        if sequence.group_of(*query, split) != sequence.group_of(row, split) {
            *x = f32::NEG_INFINITY;
        }
    }
    out
}

/// Scores of all keys for sixteen queries, the `turned` ones; gives the highest of each query.
#[inline(always)]
fn score(
    turned: &[[f32; LANES]; HEAD],
    unseen: &[[f32; LANES]],
    keys: Columns,
    weights: &mut [[f32; LANES]],
) -> [f32; LANES] {
    let last = weights.len() - 1;
    for (i, weights) in weights.chunks_mut(BLOCK).enumerate() {
        let key = |k: usize| keys.row((i * BLOCK + k).min(last));
        let tile = tile([key(0), key(1), key(2), key(3), key(4), key(5)], turned);
        for (weights, scores) in weights.iter_mut().zip(&tile) {
            *weights = *scores;
        }
    }
    for (weights, unseen) in weights[keys.split..].iter_mut().zip(unseen) {
        weights.iter_mut().zip(unseen).for_each(|(x, unseen)| *x += unseen);
    }
    let mut highest = [f32::NEG_INFINITY; LANES];
    for weights in weights.iter() {
        for (high, &x) in highest.iter_mut().zip(weights) {
            *high = above(*high, x);
        }
    }
    highest
}

/// Turns scores into `e^(score - highest)` and gives, for each query, one over their sum.
#[inline(always)]
fn exponentials(weights: &mut [[f32; LANES]], highest: &[f32; LANES]) -> [f32; LANES] {
    let mut sums = [0.0; LANES];
    for weights in weights {
        for ((x, high), sum) in weights.iter_mut().zip(highest).zip(&mut sums) {
            *x = exp(*x - high);
            *sum += *x;
        }
    }
    for sum in &mut sums {
        *sum = 1.0 / *sum;
    }
    sums
}

/// Means of the values by the weights: `out` begins at the head's columns in the first query's row.
#[inline(always)]
fn mix(weights: &[[f32; LANES]], inverse: &[f32; LANES], values: Columns, width: usize, out: &mut [f32]) {
    for (first, out) in (0..LANES).step_by(MIXED).zip(out.chunks_mut(MIXED * width)) {
        for part in (0..HEAD).step_by(LANES) {
            let [mut one, mut two, mut three, mut four] = [[0.0; LANES]; MIXED];
            for (key, weights) in weights.iter().enumerate() {
                let Some(values) = values.row(key)[part..].first_chunk::<LANES>() else { continue };
                let Some(weights) = weights[first..].first_chunk::<MIXED>() else { continue };
                one = with(one, weights[0], values);
                two = with(two, weights[1], values);
                three = with(three, weights[2], values);
                four = with(four, weights[3], values);
            }
            let sums = [one, two, three, four];
            for ((out, sums), inverse) in out.chunks_mut(width).zip(&sums).zip(&inverse[first..]) {
                for (out, x) in out[part..].iter_mut().zip(sums) {
                    *out = x * inverse;
                }
            }
        }
    }
}

/// Sums with values of some weight added. By value, so that the sums stay in registers.
#[inline(always)]
fn with(mut sums: [f32; LANES], weight: f32, values: &[f32; LANES]) -> [f32; LANES] {
    for (sum, x) in sums.iter_mut().zip(values) {
        *sum += weight * x;
    }
    sums
}

/// `out[r][c] = Σ a[r][i] · b[i][c]`, added in the order of `i`.
#[inline(always)]
fn tile(a: [&[f32]; BLOCK], b: &[[f32; LANES]]) -> [[f32; LANES]; BLOCK] {
    let mut out = [[0.0; LANES]; BLOCK];
    let n = b.len();
    let a = [&a[0][..n], &a[1][..n], &a[2][..n], &a[3][..n], &a[4][..n], &a[5][..n]];
    for (i, b) in b.iter().enumerate() {
        for (row, out) in a.iter().zip(&mut out) {
            let x = row[i];
            for (out, y) in out.iter_mut().zip(b) {
                *out += x * y;
            }
        }
    }
    out
}

/// Columns `from..from + length` of a matrix with rows of `stride`, 16 rows beside each other: for every 16 rows
/// `length` arrays, the first with their first values, the second with their second values. Missing rows are zeros.
#[inline(always)]
fn transpose(matrix: &[f32], stride: usize, from: usize, length: usize, out: &mut Vec<[f32; LANES]>) {
    out.clear();
    out.resize((matrix.len() / stride).div_ceil(LANES) * length, [0.0; LANES]);
    for (i, row) in matrix.chunks_exact(stride).enumerate() {
        let block = &mut out[i / LANES * length..][..length];
        for (to, &x) in block.iter_mut().zip(&row[from..]) {
            to[i % LANES] = x;
        }
    }
}

/// See [`super::Kernel::cross`].
#[inline(always)]
pub(crate) fn cross(a: &[f32], b: &[f32], width: usize, out: &mut [f32]) {
    let (rows, columns) = (a.len() / width, b.len() / width);
    let mut turned = Vec::new();
    transpose(b, width, 0, width, &mut turned);
    for start in (0..rows).step_by(BLOCK) {
        let block: [&[f32]; BLOCK] =
            std::array::from_fn(|r| &a[(start + r).min(rows - 1) * width..][..width]);
        for (j, keys) in turned.chunks_exact(width).enumerate() {
            for (r, tile) in tile(block, keys).iter().enumerate().take(rows - start) {
                let out = &mut out[(start + r) * columns..][..columns];
                for (out, x) in out[j * LANES..].iter_mut().zip(tile) {
                    *out = *x;
                }
            }
        }
    }
}
