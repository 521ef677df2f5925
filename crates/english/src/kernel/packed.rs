//! Weights and activations in the shape that the integer products want.
//!
//! Inputs are taken four at a time (a *group*), outputs 64 at a time (a *panel*): for one panel, the weights of
//! group after group follow each other, so that a kernel reads memory strictly forward.

use std::ops::Range;

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
/// The groups of a block of rows.
pub(crate) type Block<'a> = [&'a [Group]; BLOCK];
/// Sums of a block of rows for a panel of outputs.
pub(crate) type Sums = [[i32; PANEL]; BLOCK];

/// A linear layer. Outputs and inputs are filled up with zeros to whole panels and groups.
pub(crate) struct Linear {
    /// For every panel, `groups` times the four lines of its 64 outputs.
    lines: Vec<[Line; 4]>,
    groups: usize,
    inputs: usize,
    /// One for each panel, as `bias` and `total`.
    scale: Vec<[f32; PANEL]>,
    bias: Vec<[f32; PANEL]>,
    /// Sum of the weights of each output: what the activations' offset multiplies.
    total: Vec<[f32; PANEL]>,
}

impl Linear {
    /// Packs a row-major matrix of signed bytes, one row for each value of `scale`; no `bias` means zeros.
    pub(crate) fn new(weights: &[u8], scale: &[f32], bias: &[f32]) -> Linear {
        let inputs = weights.len() / scale.len().max(1);
        let (groups, panels) = (inputs.div_ceil(4), scale.len().div_ceil(PANEL));
        let mut lines = vec![[Line([0; 64]); 4]; panels * groups];
        let mut total = vec![[0.0; PANEL]; panels];
        for (output, row) in weights.chunks_exact(inputs.max(1)).enumerate() {
            let panel = &mut lines[output / PANEL * groups..][..groups];
            let (line, lane) = (output % PANEL / 16, output % 16);
            for (packed, group) in panel.iter_mut().zip(row.chunks(4)) {
                for (to, &from) in packed[line].0[4 * lane..].iter_mut().zip(group) {
                    *to = from.cast_signed();
                }
            }
            let sum = row.iter().map(|&w| i32::from(w.cast_signed())).sum::<i32>();
            total[output / PANEL][output % PANEL] = sum as f32;
        }
        Linear { lines, groups, inputs, scale: panelled(scale, panels), bias: panelled(bias, panels), total }
    }

    /// Values in a row of input.
    pub(crate) fn inputs(&self) -> usize {
        self.inputs
    }

    /// Values in a row of output: the outputs, filled up to whole panels.
    pub(crate) fn columns(&self) -> usize {
        self.scale.len() * PANEL
    }
}

/// Values by panel, filled up with zeros.
fn panelled(values: &[f32], panels: usize) -> Vec<[f32; PANEL]> {
    let mut out = vec![[0.0; PANEL]; panels];
    for (to, &x) in out.as_flattened_mut().iter_mut().zip(values) {
        *to = x;
    }
    out
}

/// Quantised activations: `value ≈ scale · byte + low` with one scale and low a row.
#[derive(Default)]
pub(crate) struct Rows {
    /// Row after row.
    bytes: Vec<Group>,
    groups: usize,
    scale: Vec<f32>,
    low: Vec<f32>,
}

impl Rows {
    /// Makes room for `count` rows of `width` values. What was there has no meaning any more.
    pub(crate) fn reset(&mut self, count: usize, width: usize) {
        self.groups = width.div_ceil(4);
        self.bytes.resize(count * self.groups, [0; 4]);
        self.scale.resize(count, 0.0);
        self.low.resize(count, 0.0);
    }

    /// Quantises `row` as the row number `at`.
    #[inline(always)]
    pub(crate) fn set(&mut self, at: usize, row: &[f32]) {
        let groups = &mut self.bytes[at * self.groups..][..self.groups];
        if let Some(last) = groups.last_mut() {
            *last = [0; 4];
        }
        (self.scale[at], self.low[at]) = quantise_row(row, groups.as_flattened_mut());
    }

    /// A block of rows from `at` on; where there are fewer before `end`, the last one again.
    #[inline(always)]
    fn block(&self, at: usize, end: usize) -> Block<'_> {
        let row = |r: usize| &self.bytes[(at + r).min(end - 1) * self.groups..][..self.groups];
        [row(0), row(1), row(2), row(3), row(4), row(5)]
    }
}

/// See [`super::Kernel::quantise`].
#[inline(always)]
pub(crate) fn quantise(values: &[f32], width: usize, first: usize, rows: &mut Rows) {
    for (i, row) in values.chunks_exact(width).enumerate() {
        rows.set(first + i, row);
    }
}

/// Bytes of a row; gives its scale and its least value.
#[inline(always)]
fn quantise_row(row: &[f32], bytes: &mut [u8]) -> (f32, f32) {
    let (low, high) = extremes(row);
    let scale = above((high - low) / 127.0, 1e-8);
    let inverse = 1.0 / scale;
    for (byte, &value) in bytes.iter_mut().zip(row) {
        *byte = (((value - low) * inverse + ROUND).to_bits() & 127) as u8;
    }
    (scale, low)
}

/// The least and the greatest value of a row; the order of comparisons does not matter to either.
#[inline(always)]
fn extremes(row: &[f32]) -> (f32, f32) {
    let (chunks, rest) = row.as_chunks::<16>();
    let start = row.first().copied().unwrap_or(0.0);
    let (mut lows, mut highs) = ([start; 16], [start; 16]);
    for chunk in chunks {
        for ((low, high), &x) in lows.iter_mut().zip(&mut highs).zip(chunk) {
            *low = below(*low, x);
            *high = above(*high, x);
        }
    }
    for ((low, high), &x) in lows.iter_mut().zip(&mut highs).zip(rest) {
        *low = below(*low, x);
        *high = above(*high, x);
    }
    (reduce(lows, below), reduce(highs, above))
}

/// One value of sixteen by `f`, as a tree.
#[inline(always)]
pub(crate) fn reduce(mut lanes: [f32; 16], f: impl Fn(f32, f32) -> f32) -> f32 {
    for half in [8, 4, 2, 1] {
        for i in 0..half {
            lanes[i] = f(lanes[i], lanes[i + half]);
        }
    }
    lanes[0]
}

/// Plain comparisons: `f32::min` and `f32::max` cost more, for values that are not numbers.
#[inline(always)]
pub(crate) fn below(a: f32, b: f32) -> f32 {
    if b < a { b } else { a }
}

#[inline(always)]
pub(crate) fn above(a: f32, b: f32) -> f32 {
    if b > a { b } else { a }
}

/// What becomes of the sums of a row and a panel.
pub(crate) trait Finish {
    /// `values` gives the panel's outputs for the row.
    fn take(&mut self, row: usize, panel: usize, values: impl Fn(usize) -> f32);
}

/// Outputs row by row, each after a function.
pub(crate) struct Store<'o, F> {
    pub(crate) out: &'o mut [f32],
    pub(crate) columns: usize,
    pub(crate) last: F,
}

impl<F: Fn(f32) -> f32> Finish for Store<'_, F> {
    #[inline(always)]
    fn take(&mut self, row: usize, panel: usize, values: impl Fn(usize) -> f32) {
        let out = &mut self.out[row * self.columns..].as_chunks_mut::<PANEL>().0[panel];
        for (c, out) in out.iter_mut().enumerate() {
            *out = (self.last)(values(c));
        }
    }
}

/// Sums over panels, each times a factor: `factors` has one a row and `wide` outputs, `out` has `wide` values a row.
pub(crate) struct Weigh<'o> {
    pub(crate) factors: &'o [f32],
    pub(crate) out: &'o mut [f32],
    pub(crate) wide: usize,
    pub(crate) columns: usize,
}

impl Finish for Weigh<'_> {
    #[inline(always)]
    fn take(&mut self, row: usize, panel: usize, values: impl Fn(usize) -> f32) {
        let panels = self.wide / PANEL;
        let factor = self.factors[row * (self.columns / self.wide) + panel / panels];
        let out = &mut self.out[row * self.wide..].as_chunks_mut::<PANEL>().0[panel % panels];
        for (c, out) in out.iter_mut().enumerate() {
            *out += factor * values(c);
        }
    }
}

/// The loop around a kernel's `block`, which adds up the products of [`BLOCK`] rows with one panel and may fetch lines that
/// come next. An output is `scale · (row scale · sum + row low · total) + bias`; `finish` takes it.
#[inline(always)]
pub(crate) fn product(
    rows: &Rows,
    range: Range<usize>,
    weights: &Linear,
    mut finish: impl Finish,
    block: impl Fn(Block, &[[Line; 4]], &[[Line; 4]], &mut Sums),
) {
    let groups = weights.groups;
    let mut sums = [[0; PANEL]; BLOCK];
    for (panel, lines) in weights.lines.chunks_exact(groups).enumerate() {
        let later = &weights.lines[(panel + 1) * groups..];
        let (scale, total, bias) = (&weights.scale[panel], &weights.total[panel], &weights.bias[panel]);
        for (i, at) in range.clone().step_by(BLOCK).enumerate() {
            // The first four blocks fetch a quarter each of what the blocks of the next panel will read.
            let next = later.get(i * groups / 4..).filter(|_| i < 4).unwrap_or(lines);
            block(rows.block(at, range.end), lines, next, &mut sums);
            for (row, sums) in (at..range.end).zip(&sums) {
                let (row_scale, low) = (rows.scale[row], rows.low[row]);
                finish.take(row - range.start, panel, |c| {
                    scale[c] * (row_scale * sums[c] as f32 + low * total[c]) + bias[c]
                });
            }
        }
    }
}
