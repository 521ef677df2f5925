//! Weights and activations in the shape that the integer products want.
//!
//! Inputs are taken four at a time (a *group*), outputs 64 at a time (a *panel*): for one panel, the weights of
//! group after group follow each other, so that a kernel reads memory strictly forward.

/// Outputs of a panel.
pub(crate) const PANEL: usize = 64;
/// Rows that a kernel works on at a time; 6 × 64 sums fill the registers of AVX-512.
pub(crate) const BLOCK: usize = 6;
/// Adding this to a float of magnitude below 2²² rounds it, half to even, to a whole number in the low bits.
pub(crate) const ROUND: f32 = 12_582_912.0;

/// Weights of 16 outputs for one group of inputs: byte `4·output + input`.
#[derive(Clone, Copy)]
#[repr(C, align(64))]
pub(crate) struct Line(pub(crate) [i8; 64]);

/// Four quantised activations of a row.
pub(crate) type Group = [u8; 4];
/// Sums of a block of rows for a panel of outputs.
pub(crate) type Sums = [[i32; PANEL]; BLOCK];

/// A linear layer. Outputs and inputs are filled up with zeros to whole panels and groups.
pub(crate) struct Linear {
    /// For every panel, `groups` times the four lines of its 64 outputs.
    lines: Vec<[Line; 4]>,
    groups: usize,
    inputs: usize,
    scale: Vec<f32>,
    bias: Vec<f32>,
    /// Sum of the weights of each output, times its scale's unit: what the activations' offset multiplies.
    total: Vec<f32>,
}

impl Linear {
    /// Packs a row-major matrix of signed bytes, one row for each value of `scale`; no `bias` means zeros.
    pub(crate) fn new(weights: &[u8], scale: &[f32], bias: &[f32]) -> Linear {
        let outputs = scale.len();
        let inputs = weights.len() / outputs.max(1);
        let groups = inputs.div_ceil(4);
        let columns = outputs.next_multiple_of(PANEL);
        let mut lines = vec![[Line([0; 64]); 4]; columns / PANEL * groups];
        let mut total = vec![0.0; columns];
        for (output, row) in weights.chunks_exact(inputs.max(1)).enumerate() {
            let panel = &mut lines[output / PANEL * groups..][..groups];
            let (line, lane) = (output % PANEL / 16, output % 16);
            for (packed, group) in panel.iter_mut().zip(row.chunks(4)) {
                for (to, &from) in packed[line].0[4 * lane..].iter_mut().zip(group) {
                    *to = from.cast_signed();
                }
            }
            total[output] = row.iter().map(|&w| i32::from(w.cast_signed())).sum::<i32>() as f32;
        }
        let mut linear = Linear { lines, groups, inputs, scale: scale.to_vec(), bias: bias.to_vec(), total };
        linear.scale.resize(columns, 0.0);
        linear.bias.resize(columns, 0.0);
        linear
    }

    /// Values in a row of input.
    pub(crate) fn inputs(&self) -> usize {
        self.inputs
    }

    /// Values in a row of output: the outputs, filled up to whole panels.
    pub(crate) fn columns(&self) -> usize {
        self.scale.len()
    }
}

/// Quantised activations: `value ≈ scale · byte + low` with one scale and low a row.
#[derive(Default)]
pub(crate) struct Rows {
    /// For every block of rows, `groups` times the rows' groups. What fills a last block up does not matter.
    blocks: Vec<[Group; BLOCK]>,
    groups: usize,
    scale: Vec<f32>,
    low: Vec<f32>,
    /// The bytes of six rows, one after the other, before they become a block.
    bytes: Vec<Group>,
}

/// See [`super::Kernel::quantise`].
#[inline(always)]
pub(crate) fn quantise(values: &[f32], width: usize, rows: &mut Rows) {
    let (count, groups) = (values.len() / width, width.div_ceil(4));
    rows.groups = groups;
    rows.blocks.resize(count.div_ceil(BLOCK) * groups, [[0; 4]; BLOCK]);
    rows.scale.resize(count, 0.0);
    rows.low.resize(count, 0.0);
    rows.bytes.resize(BLOCK * groups, [0; 4]);
    rows.bytes.fill([0; 4]);
    for (i, values) in values.chunks(BLOCK * width).enumerate() {
        for (r, row) in values.chunks_exact(width).enumerate() {
            let bytes = rows.bytes[r * groups..][..groups].as_flattened_mut();
            (rows.scale[i * BLOCK + r], rows.low[i * BLOCK + r]) = quantise_row(row, bytes);
        }
        let rows_of: [&[Group]; BLOCK] = std::array::from_fn(|r| &rows.bytes[r * groups..][..groups]);
        for (g, to) in rows.blocks[i * groups..][..groups].iter_mut().enumerate() {
            let [a, b, c, d, e, f] = rows_of;
            *to = [a[g], b[g], c[g], d[g], e[g], f[g]];
        }
    }
}

/// Bytes of a row; gives its scale and its least value.
#[inline(always)]
fn quantise_row(row: &[f32], bytes: &mut [u8]) -> (f32, f32) {
    let low = extreme(row, below);
    let scale = above((extreme(row, above) - low) / 127.0, 1e-8);
    let inverse = 1.0 / scale;
    for (byte, &value) in bytes.iter_mut().zip(row) {
        *byte = (((value - low) * inverse + ROUND).to_bits() & 127) as u8;
    }
    (scale, low)
}

/// The least or the greatest value of a row; the order of comparisons does not matter to either.
#[inline(always)]
fn extreme(row: &[f32], better: impl Fn(f32, f32) -> f32) -> f32 {
    let (chunks, rest) = row.as_chunks::<16>();
    let start = row.first().copied().unwrap_or(0.0);
    let mut lanes = [start; 16];
    for chunk in chunks {
        for (lane, &x) in lanes.iter_mut().zip(chunk) {
            *lane = better(*lane, x);
        }
    }
    let best = rest.iter().fold(start, |a, &b| better(a, b));
    lanes.iter().fold(best, |a, &b| better(a, b))
}

/// Plain comparisons: `f32::min` and `f32::max` cost more, for values that are not numbers.
#[inline(always)]
fn below(a: f32, b: f32) -> f32 {
    if b < a { b } else { a }
}

#[inline(always)]
fn above(a: f32, b: f32) -> f32 {
    if b > a { b } else { a }
}

/// The loop around a kernel's `block`, which adds up the products of [`BLOCK`] rows with one panel.
#[inline(always)]
pub(crate) fn product(
    rows: &Rows,
    weights: &Linear,
    out: &mut [f32],
    block: impl Fn(&[[Group; BLOCK]], &[[Line; 4]], &mut Sums),
) {
    let (groups, columns) = (weights.groups, weights.columns());
    let mut sums = [[0; PANEL]; BLOCK];
    for (panel, lines) in weights.lines.chunks_exact(groups).enumerate() {
        for (i, out) in out.chunks_mut(BLOCK * columns).enumerate() {
            block(&rows.blocks[i * groups..][..groups], lines, &mut sums);
            for (r, out) in out.chunks_exact_mut(columns).enumerate() {
                let out = &mut out[panel * PANEL..][..PANEL];
                finish(&sums[r], rows.scale[i * BLOCK + r], rows.low[i * BLOCK + r], weights, panel, out);
            }
        }
    }
}

/// From sums of whole numbers to values: `scale · (row scale · sum + row low · total) + bias`.
#[inline(always)]
fn finish(sums: &[i32; PANEL], row_scale: f32, low: f32, weights: &Linear, panel: usize, out: &mut [f32]) {
    let at = |values: &[f32]| -> [f32; PANEL] {
        let values = &values[panel * PANEL..][..PANEL];
        std::array::from_fn(|c| values[c])
    };
    let (scale, total, bias) = (at(&weights.scale), at(&weights.total), at(&weights.bias));
    for (c, out) in out.iter_mut().enumerate().take(PANEL) {
        *out = scale[c] * (row_scale * sums[c] as f32 + low * total[c]) + bias[c];
    }
}
