//! Exponential, GELU and layer normalisation in float arithmetic of one fixed order.
//!
//! Everything is `inline(always)`, so that each caller compiled for wide registers gets its own version.

use super::packed::{ROUND, Rows, above, below, reduce};

/// Scale and shift of a layer normalisation.
pub(crate) struct Norm {
    pub(crate) weight: Vec<f32>,
    pub(crate) bias: Vec<f32>,
}

/// `e^x` for `x ≤ 88`, within 2 units in the last place; 0 below -87.
#[inline(always)]
pub(crate) fn exp(x: f32) -> f32 {
    let turns = x * std::f32::consts::LOG2_E + ROUND;
    let n = turns - ROUND;
    // ln 2 in two parts: the first has few enough bits that its product with n is exact.
    let r = (x - n * 0.693_359_4) - n * -2.121_944_4e-4;
    let mut p = 1.987_569_1e-4;
    for c in [1.398_199_9e-3, 8.333_452e-3, 4.166_579_6e-2, 0.166_666_65, 0.5] {
        p = p * r + c;
    }
    let power = f32::from_bits((turns.to_bits() << 23).wrapping_add(127 << 23));
    let value = ((p * r) * r + r + 1.0) * power;
    if x < -87.0 { 0.0 } else { value }
}

/// GELU, `x · Φ(x)`: within 1e-5 where `|x| ≤ 4`, beyond that within `4e-5 · |x|`.
///
/// The 7-bit steps of the values that it is used for are a hundred times as wide as that error. `Φ(x) - ½` is `x` times a
/// polynomial in `x²`, fitted by least squares with weights that even out the error of the product.
#[inline(always)]
pub(crate) fn gelu(x: f32) -> f32 {
    let near = above(below(x, 4.0), -4.0);
    let s = near * near * 0.125 - 1.0;
    let mut p = 0.001_130_838_1;
    for c in [
        -0.003_676_409_1,
        0.006_586_547,
        -0.011_988_517,
        0.022_300_538,
        -0.036_962_16,
        0.055_969_883,
        -0.084_317_155,
        0.175_948_96,
    ] {
        p = p * s + c;
    }
    x * (near * p + 0.5)
}

/// Sum of `f` of the values in sixteen lanes, which are then added as a tree.
#[inline(always)]
pub(crate) fn sum(values: &[f32], f: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0.0; 16];
    let (chunks, rest) = values.as_chunks::<16>();
    for chunk in chunks {
        for (lane, &x) in lanes.iter_mut().zip(chunk) {
            *lane += f(x);
        }
    }
    for (lane, &x) in lanes.iter_mut().zip(rest) {
        *lane += f(x);
    }
    reduce(lanes, |a, b| a + b)
}

/// See [`super::Kernel::normalise`].
#[inline(always)]
pub(crate) fn normalise(values: &mut [f32], norm: &Norm, rows: &mut Rows) {
    for (i, row) in values.chunks_exact_mut(norm.weight.len()).enumerate() {
        normalise_row(row, norm);
        rows.set(i, row);
    }
}

/// See [`super::Kernel::add_normalise`].
#[inline(always)]
pub(crate) fn add_normalise(values: &mut [f32], added: &[f32], norm: &Norm, first: usize, rows: &mut Rows) {
    let width = norm.weight.len();
    for (i, (row, added)) in values.chunks_exact_mut(width).zip(added.chunks_exact(width)).enumerate() {
        for (x, y) in row.iter_mut().zip(added) {
            *x += y;
        }
        normalise_row(row, norm);
        rows.set(first + i, row);
    }
}

#[inline(always)]
fn normalise_row(row: &mut [f32], norm: &Norm) {
    let width = row.len() as f32;
    let mean = sum(row, |x| x) / width;
    let variance = sum(row, |x| (x - mean) * (x - mean)) / width;
    let inverse = 1.0 / (variance + 1e-12).sqrt();
    for ((x, weight), bias) in row.iter_mut().zip(&norm.weight).zip(&norm.bias) {
        *x = (*x - mean) * inverse * weight + bias;
    }
}
