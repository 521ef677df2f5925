//! The encoder: embeddings and a stack of transformer layers, as specified by `training/english/model.py`.

use crate::batch::Batch;
use crate::error::{Error, ErrorKind};
use crate::file::File;
use crate::kernel::{Attention, HEAD, Kernel, Linear, Norm, Rows};
use std::ops::Range;

/// Rows that go through the inner layer at a time, so that its wide values stay in the cache.
const TILE: usize = 48;

/// Weights of the encoder.
pub(crate) struct Encoder {
    words: &'static [u8],
    word_scales: Vec<f32>,
    places: Vec<f32>,
    shapes: Vec<f32>,
    norm: Norm,
    layers: Vec<Layer>,
}

struct Layer {
    qkv: Linear,
    out: Linear,
    up: Linear,
    down: Linear,
    norm1: Norm,
    norm2: Norm,
}

/// Room to work in, kept from batch to batch.
#[derive(Default)]
pub(crate) struct Scratch {
    /// Vectors of the pieces.
    pub(crate) values: Vec<f32>,
    rows: Rows,
    qkv: Vec<f32>,
    context: Vec<f32>,
    added: Vec<f32>,
    inner: Vec<f32>,
    attention: Attention,
}

impl Encoder {
    /// Reads the encoder for a vocabulary of `pieces`.
    pub(crate) fn new(file: &File, pieces: usize) -> Result<Encoder, Error> {
        let width = file.header.attention_heads * HEAD;
        let words = file.bytes("words.weight", 1)?;
        let places = file.halves("places.weight", width)?;
        if words.len() != pieces * width
            || places.len() < crate::batch::WINDOW * width
            || !width.is_multiple_of(64)
        {
            return Err(Error::new(ErrorKind::Part, "embeddings"));
        }
        Ok(Encoder {
            words,
            places,
            word_scales: file.floats("words.scale", pieces)?,
            shapes: file.floats("shapes.weight", 7 * width)?,
            norm: file.norm("norm", width)?,
            layers: (0..file.header.layers).map(|i| Layer::new(file, i, width)).collect::<Result<_, _>>()?,
        })
    }

    /// Values in a vector.
    pub(crate) fn width(&self) -> usize {
        self.norm.weight.len()
    }

    /// Vectors of the batch's roots and words.
    pub(crate) fn encode(&self, kernel: Kernel, batch: &Batch, scratch: &mut Scratch) -> Vec<f32> {
        let width = self.width();
        let mut vectors = vec![0.0; batch.vectors * width];
        let mut from = 0;
        while from < batch.windows.len() {
            // Windows of a very long sentence do not all go through at once.
            let start = batch.windows[from].pieces.start;
            let fits = |w: &&crate::batch::Window| w.pieces.end - start <= 4 * crate::batch::WINDOW;
            let windows = &batch.windows[from..];
            let windows = &windows[..windows.iter().take_while(fits).count()];
            let sizes: Vec<Range<usize>> = windows.iter().map(|w| w.pieces.clone()).collect();
            self.embed(kernel, batch, &sizes, scratch);
            for layer in &self.layers {
                layer.apply(kernel, width, &sizes, scratch);
            }
            for &(piece, vector) in windows.iter().flat_map(|w| &w.taken) {
                let row = &scratch.values[(piece - start) * width..][..width];
                vectors[vector * width..][..width].copy_from_slice(row);
            }
            from += windows.len();
        }
        vectors
    }

    fn embed(&self, kernel: Kernel, batch: &Batch, windows: &[Range<usize>], scratch: &mut Scratch) {
        let width = self.width();
        let pieces = windows.iter().flat_map(|window| window.clone().enumerate());
        let count: usize = windows.iter().map(ExactSizeIterator::len).sum();
        scratch.values.resize(count * width, 0.0);
        for ((place, piece), out) in pieces.zip(scratch.values.chunks_exact_mut(width)) {
            let id = usize::from(batch.ids[piece]);
            let word = &self.words[id * width..][..width];
            let place = &self.places[place * width..][..width];
            let shape = &self.shapes[usize::from(batch.shapes[piece]) * width..][..width];
            let scale = self.word_scales[id];
            for (((x, w), p), s) in out.iter_mut().zip(word).zip(place).zip(shape) {
                *x = f32::from(w.cast_signed()) * scale + p + s;
            }
        }
        kernel.normalise(&mut scratch.values, &self.norm);
    }
}

impl Layer {
    fn new(file: &File, i: usize, width: usize) -> Result<Layer, Error> {
        let linear =
            |part: &str, outputs, inputs| file.linear(&format!("layers.{i}.{part}"), outputs, inputs);
        Ok(Layer {
            qkv: linear("qkv", 3 * width, width)?,
            out: linear("out", width, width)?,
            up: linear("up", 4 * width, width)?,
            down: linear("down", width, 4 * width)?,
            norm1: file.norm(&format!("layers.{i}.norm1"), width)?,
            norm2: file.norm(&format!("layers.{i}.norm2"), width)?,
        })
    }

    fn apply(&self, kernel: Kernel, width: usize, windows: &[Range<usize>], scratch: &mut Scratch) {
        let Scratch { values, rows, qkv, context, added, inner, attention } = scratch;
        let start = windows.first().map_or(0, |w| w.start);
        qkv.resize(3 * values.len(), 0.0);
        context.resize(values.len(), 0.0);
        added.resize(values.len(), 0.0);
        inner.resize(TILE * self.up.columns(), 0.0);
        linear(kernel, &self.qkv, values, rows, qkv);
        for window in windows {
            let part = (window.start - start) * width..(window.end - start) * width;
            kernel.attend(&qkv[3 * part.start..3 * part.end], width, attention, &mut context[part]);
        }
        linear(kernel, &self.out, context, rows, added);
        kernel.add_normalise(values, added, &self.norm1);
        for tile in values.chunks_mut(TILE * width) {
            let inner = &mut inner[..tile.len() / width * self.up.columns()];
            let added = &mut added[..tile.len()];
            linear(kernel, &self.up, tile, rows, inner);
            kernel.gelu(inner);
            linear(kernel, &self.down, inner, rows, added);
            kernel.add_normalise(tile, added, &self.norm2);
        }
    }
}

/// `out = layer(values)`, by way of quantised rows.
pub(crate) fn linear(kernel: Kernel, layer: &Linear, values: &[f32], rows: &mut Rows, out: &mut [f32]) {
    kernel.quantise(values, layer.inputs(), rows);
    kernel.product(rows, layer, out);
}
