//! Attention within one sequence, and scores of all pairs of two sets of rows.
//!
//! Every sum runs strictly along its axis and the columns beside each other fill the lanes of a register, so the
//! order of operations does not depend on the width of registers or on what else is in the batch.

use super::float::{exp, sum};

/// Values of a query, key or value of one attention head.
pub(crate) const HEAD: usize = 32;
/// Keys whose scores are computed side by side.
const LANES: usize = 16;
/// Queries at a time.
const BLOCK: usize = 6;

/// Room to work in: queries, keys and values of one head, and the weights of a block of queries.
#[derive(Default)]
pub(crate) struct Attention {
    queries: Vec<[f32; LANES]>,
    /// See [`transpose`].
    keys: Vec<[f32; LANES]>,
    /// The first 16 columns of all values, then the others.
    values: Vec<[f32; LANES]>,
    /// 16 columns on their way to `values`.
    part: Vec<[f32; LANES]>,
    weights: Vec<f32>,
}

/// See [`super::Kernel::attend`].
#[inline(always)]
pub(crate) fn attend(qkv: &[f32], width: usize, work: &mut Attention, out: &mut [f32]) {
    for head in (0..width).step_by(HEAD) {
        gather(qkv, 3 * width, head, HEAD, 1.0 / (HEAD as f32).sqrt(), &mut work.queries);
        work.values.clear();
        for part in (0..HEAD).step_by(LANES) {
            gather(qkv, 3 * width, 2 * width + head + part, LANES, 1.0, &mut work.part);
            work.values.extend_from_slice(&work.part);
        }
        transpose(qkv, 3 * width, width + head, HEAD, &mut work.keys);
        attend_head(work, width, &mut out[head..]);
    }
}

/// Columns `from..from + length` of a matrix with rows of `stride`, times `scale`; `length` is a multiple of 16.
#[inline(always)]
fn gather(
    matrix: &[f32],
    stride: usize,
    from: usize,
    length: usize,
    scale: f32,
    out: &mut Vec<[f32; LANES]>,
) {
    out.resize(matrix.len() / stride * (length / LANES), [0.0; LANES]);
    for (row, out) in matrix.chunks_exact(stride).zip(out.chunks_exact_mut(length / LANES)) {
        for (to, values) in out.iter_mut().zip(row[from..].as_chunks::<LANES>().0) {
            for (to, x) in to.iter_mut().zip(values) {
                *to = x * scale;
            }
        }
    }
}

/// One head: `out` starts at the head's values in the first row.
#[inline(always)]
fn attend_head(work: &mut Attention, width: usize, out: &mut [f32]) {
    let count = work.queries.len() / (HEAD / LANES);
    let padded = count.next_multiple_of(LANES);
    work.weights.resize(BLOCK * padded, 0.0);
    for start in (0..count).step_by(BLOCK) {
        score(work, start, padded);
        let mut inverse = [0.0; BLOCK];
        for (weights, inverse) in work.weights.chunks_exact_mut(padded).zip(&mut inverse) {
            *inverse = 1.0 / exponentials(weights, count);
        }
        let weights: [&[f32]; BLOCK] = std::array::from_fn(|r| &work.weights[r * padded..][..count]);
        for (part, values) in work.values.chunks_exact(count).enumerate() {
            let tile = tile(weights, values);
            for (r, tile) in tile.iter().enumerate().take(count - start) {
                let out = &mut out[(start + r) * width + part * LANES..][..LANES];
                for (out, x) in out.iter_mut().zip(tile) {
                    *out = x * inverse[r];
                }
            }
        }
    }
}

/// Scores of a block of queries from `start` on; a last block with fewer repeats its last query.
#[inline(always)]
fn score(work: &mut Attention, start: usize, padded: usize) {
    let rows = work.queries.as_flattened();
    let last = rows.len() / HEAD - 1;
    let queries = [0, 1, 2, 3, 4, 5].map(|r| &rows[(start + r).min(last) * HEAD..][..HEAD]);
    for (j, keys) in work.keys.chunks_exact(HEAD).enumerate() {
        for (weights, tile) in work.weights.chunks_exact_mut(padded).zip(tile(queries, keys)) {
            weights[j * LANES..][..LANES].copy_from_slice(&tile);
        }
    }
}

/// `out[r][c] = Σ a[r][i] · b[i][c]`, added in the order of `i`.
#[inline(always)]
fn tile(a: [&[f32]; BLOCK], b: &[[f32; LANES]]) -> [[f32; LANES]; BLOCK] {
    let mut out = [[0.0; LANES]; BLOCK];
    let a = [0, 1, 2, 3, 4, 5].map(|r| &a[r][..b.len()]);
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

/// Turns scores into `e^(score - highest)` and gives their sum; the filling behind `count` becomes 0.
#[inline(always)]
fn exponentials(weights: &mut [f32], count: usize) -> f32 {
    weights[count..].fill(f32::NEG_INFINITY);
    let mut lanes = [f32::NEG_INFINITY; LANES];
    for chunk in weights.as_chunks::<LANES>().0 {
        for (high, &x) in lanes.iter_mut().zip(chunk) {
            *high = if x > *high { x } else { *high };
        }
    }
    let high = lanes.iter().fold(f32::NEG_INFINITY, |a, &b| if b > a { b } else { a });
    for x in &mut *weights {
        *x = exp(*x - high);
    }
    sum(weights, |x| x)
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
