//! Exponential, GELU and layer normalisation in float arithmetic of one fixed order.
//!
//! Everything is `inline(always)`, so that each caller compiled for wide registers gets its own version.

use super::packed::ROUND;

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

/// The error function as a quotient of polynomials in x², within 4e-7.
#[inline(always)]
fn erf(x: f32) -> f32 {
    let x = if x > 4.0 { 4.0 } else { x };
    let x = if x < -4.0 { -4.0 } else { x };
    let s = x * x;
    let mut p = -2.726_142_3e-10;
    for c in [2.770_681_4e-8, -2.101_024e-6, -5.692_506_3e-5, -7.349_906_3e-4, -2.954_6e-3, -1.609_603_3e-2] {
        p = p * s + c;
    }
    let mut q = -1.456_607_2e-5;
    for c in [-2.133_740_6e-4, -1.682_827e-3, -7.373_329e-3, -1.426_473_9e-2] {
        q = q * s + c;
    }
    x * p / q
}

/// See [`super::Kernel::gelu`].
#[inline(always)]
pub(crate) fn gelu(values: &mut [f32]) {
    for x in values {
        *x = 0.5 * *x * (1.0 + erf(*x * std::f32::consts::FRAC_1_SQRT_2));
    }
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
    tree(lanes)
}

/// Sum of products of two equally long rows, in lanes as [`sum`].
#[inline(always)]
pub(crate) fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0; 16];
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<16>(), b.as_chunks::<16>());
    for (a, b) in a.iter().zip(b) {
        for ((lane, x), y) in lanes.iter_mut().zip(a).zip(b) {
            *lane += x * y;
        }
    }
    for ((lane, x), y) in lanes.iter_mut().zip(a_rest).zip(b_rest) {
        *lane += x * y;
    }
    tree(lanes)
}

#[inline(always)]
fn tree(lanes: [f32; 16]) -> f32 {
    let by_8: [f32; 8] = std::array::from_fn(|i| lanes[i] + lanes[i + 8]);
    let by_4: [f32; 4] = std::array::from_fn(|i| by_8[i] + by_8[i + 4]);
    (by_4[0] + by_4[2]) + (by_4[1] + by_4[3])
}

/// See [`super::Kernel::normalise`].
#[inline(always)]
pub(crate) fn normalise(values: &mut [f32], norm: &Norm) {
    let width = norm.weight.len();
    for row in values.chunks_exact_mut(width) {
        let mean = sum(row, |x| x) / width as f32;
        let variance = sum(row, |x| (x - mean) * (x - mean)) / width as f32;
        let inverse = 1.0 / (variance + 1e-12).sqrt();
        for ((x, weight), bias) in row.iter_mut().zip(&norm.weight).zip(&norm.bias) {
            *x = (*x - mean) * inverse * weight + bias;
        }
    }
}

/// See [`super::Kernel::add_normalise`].
#[inline(always)]
pub(crate) fn add_normalise(values: &mut [f32], added: &[f32], norm: &Norm) {
    for (x, y) in values.iter_mut().zip(added) {
        *x += y;
    }
    normalise(values, norm);
}
