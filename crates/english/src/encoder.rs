//! The encoder: embeddings and a stack of transformer layers, as specified by `training/english/model.py`.

use crate::batch::{Batch, WINDOW, Window};
use crate::error::{Error, ErrorKind};
use crate::file::File;
use crate::kernel::{Attention, HEAD, Kernel, Linear, Norm, Rows, Sequence};
use std::ops::Range;
use std::sync::Arc;

/// Rows that go through the inner layer at a time, so that its wide values stay in the cache.
const TILE: usize = 48;

/// Markers that look on side by side.
const LOOKING: usize = 16;

/// Weights of the encoder.
pub(crate) struct Encoder {
    words: Words,
    places: Vec<f32>,
    shapes: Vec<f32>,
    norm: Norm,
    layers: Vec<Layer>,
}

/// Vectors of the pieces, in bytes with a scale each. Models that read the same vocabulary may share them.
#[derive(Clone)]
struct Words {
    bytes: &'static [u8],
    scales: Arc<[f32]>,
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
    values: Vec<f32>,
    /// The same, quantised.
    rows: Rows,
    qkv: Vec<f32>,
    context: Vec<f32>,
    context_rows: Rows,
    added: Vec<f32>,
    inner: Vec<f32>,
    inner_rows: Rows,
    attention: Attention,
    /// All numbers of a window's pieces.
    every: Vec<usize>,
}

#[cfg(test)]
impl Scratch {
    /// Bytes of the largest parts.
    pub(crate) fn bytes(&self) -> usize {
        let parts = [&self.values, &self.qkv, &self.context, &self.added, &self.inner];
        4 * parts.iter().map(|part| part.capacity()).sum::<usize>()
    }
}

impl Encoder {
    /// Reads the encoder for a vocabulary of `pieces`.
    pub(crate) fn new(file: &File, pieces: usize) -> Result<Encoder, Error> {
        let bytes = file.bytes("words.weight", 1)?;
        if bytes.len() != pieces * file.header.attention_heads * HEAD {
            return Err(Error::new(ErrorKind::Part, "words"));
        }
        let scales = file.floats("words.scale", pieces)?.into();
        Encoder::of(file, Words { bytes, scales })
    }

    /// Reads an encoder that shares the vectors of the pieces with another.
    pub(crate) fn with_words(file: &File, other: &Encoder) -> Result<Encoder, Error> {
        Encoder::of(file, other.words.clone())
    }

    fn of(file: &File, words: Words) -> Result<Encoder, Error> {
        let width = file.header.attention_heads * HEAD;
        let places = file.halves("places.weight", width)?;
        let whole = width.is_multiple_of(64) && file.header.inner.is_multiple_of(64);
        if words.bytes.len() != words.scales.len() * width || places.len() < WINDOW * width || !whole {
            return Err(Error::new(ErrorKind::Part, "embeddings"));
        }
        Ok(Encoder {
            words,
            places,
            shapes: file.floats("shapes.weight", file.header.shapes * width)?,
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
        let mut vectors = Vec::with_capacity(batch.vectors * self.width());
        let mut windows = &batch.windows[..];
        while let Some(first) = windows.first() {
            // Windows of a very long sentence do not all go through at once.
            let fits = |w: &&Window| w.pieces.end - first.pieces.start <= 2 * WINDOW;
            let (these, later) = windows.split_at(windows.iter().take_while(fits).count());
            self.embed(kernel, batch, these, scratch);
            for (i, layer) in self.layers.iter().enumerate() {
                layer.apply(kernel, these, i + 1 == self.layers.len(), scratch);
            }
            vectors.extend_from_slice(&scratch.values);
            windows = later;
        }
        vectors
    }

    fn embed(&self, kernel: Kernel, batch: &Batch, windows: &[Window], scratch: &mut Scratch) {
        self.add_up(batch, windows, scratch);
        kernel.normalise(&mut scratch.values, &self.norm, &mut scratch.rows);
    }

    /// The sums of the pieces' vectors of word, place and shape.
    fn add_up(&self, batch: &Batch, windows: &[Window], scratch: &mut Scratch) {
        let width = self.width();
        let pieces = windows.iter().flat_map(|window| window.pieces.clone().enumerate());
        let count: usize = windows.iter().map(|window| window.pieces.len()).sum();
        scratch.values.resize(count * width, 0.0);
        scratch.rows.reset(count, width);
        for ((place, piece), out) in pieces.zip(scratch.values.chunks_exact_mut(width)) {
            let id = usize::from(batch.ids[piece]);
            let word = &self.words.bytes[id * width..][..width];
            let place = &self.places[place * width..][..width];
            let shape = &self.shapes[usize::from(batch.shapes[piece]) * width..][..width];
            let scale = self.words.scales[id];
            for (((x, w), p), s) in out.iter_mut().zip(word).zip(place).zip(shape) {
                *x = f32::from(w.cast_signed()) * scale + p + s;
            }
        }
    }

    /// Reads the windows of a batch, for markers that look on.
    pub(crate) fn read(&self, kernel: Kernel, batch: &Batch, scratch: &mut Scratch) -> Vec<Reading> {
        self.add_up(batch, &batch.windows, scratch);
        let cut = |values: &[f32], window: &Window, width: usize| {
            values[window.pieces.start * width..window.pieces.end * width].to_vec()
        };
        let read = |w: &Window| Reading { plain: cut(&scratch.values, w, self.width()), layers: Vec::new() };
        let mut readings: Vec<Reading> = batch.windows.iter().map(read).collect();
        kernel.normalise(&mut scratch.values, &self.norm, &mut scratch.rows);
        for (i, layer) in self.layers.iter().enumerate() {
            layer.project(kernel, scratch);
            for (reading, window) in readings.iter_mut().zip(&batch.windows) {
                reading.layers.push(cut(&scratch.qkv, window, 3 * self.width()));
            }
            // Nobody looks at the words after the last layer.
            if i + 1 < self.layers.len() {
                layer.attend(kernel, &batch.windows, false, scratch);
                layer.finish(kernel, scratch);
            }
        }
        readings
    }

    /// Vectors of markers that see the pieces read and those of their own group, `group` of them side by side; no piece and no
    /// other group sees them.
    pub(crate) fn look_on(
        &self,
        kernel: Kernel,
        looks: &[Look<'_>],
        group: usize,
        scratch: &mut Scratch,
    ) -> Vec<f32> {
        let width = self.width();
        let marks = || looks.iter().flat_map(|look| look.marks.iter().map(|mark| (look.reading, mark)));
        let count = marks().count();
        scratch.values.clear();
        scratch.values.resize(count * width, 0.0);
        scratch.rows.reset(count, width);
        for ((reading, mark), out) in marks().zip(scratch.values.chunks_exact_mut(width)) {
            mean(&reading.plain[mark.pieces.start * width..mark.pieces.end * width], width, out);
            for row in std::iter::once(mark.part).chain(mark.relation) {
                let vector = &self.shapes[row * width..][..width];
                out.iter_mut().zip(vector).for_each(|(x, v)| *x += v);
            }
        }
        kernel.normalise(&mut scratch.values, &self.norm, &mut scratch.rows);
        for (i, layer) in self.layers.iter().enumerate() {
            layer.project(kernel, scratch);
            layer.look_on(kernel, i, looks, group, scratch);
            layer.finish(kernel, scratch);
        }
        scratch.values.clone()
    }
}

/// Markers, and what they look at.
pub(crate) struct Look<'a> {
    pub(crate) reading: &'a Reading,
    pub(crate) marks: &'a [Mark],
}

/// A sentence that was read: what markers see of it.
#[derive(Default)]
pub(crate) struct Reading {
    /// The sums of the pieces' vectors of word, place and shape.
    plain: Vec<f32>,
    /// For each layer the queries, keys and values of its pieces.
    layers: Vec<Vec<f32>>,
}

/// What looks on: begins as the mean of some pieces' vectors, with one or two of the table of shapes.
#[derive(Clone)]
pub(crate) struct Mark {
    /// Pieces of the reading; none, where nothing is marked.
    pub(crate) pieces: Range<usize>,
    /// Row of the table of shapes.
    pub(crate) part: usize,
    /// Another one, that is added too.
    pub(crate) relation: Option<usize>,
}

/// The mean of rows; zeros where there are none.
fn mean(rows: &[f32], width: usize, out: &mut [f32]) {
    let count = (rows.len() / width).max(1);
    for row in rows.chunks_exact(width) {
        out.iter_mut().zip(row).for_each(|(sum, x)| *sum += x);
    }
    out.iter_mut().for_each(|x| *x /= count as f32);
}

impl Layer {
    fn new(file: &File, i: usize, width: usize) -> Result<Layer, Error> {
        let linear =
            |part: &str, outputs, inputs| file.linear(&format!("layers.{i}.{part}"), outputs, inputs);
        let inner = file.header.inner;
        Ok(Layer {
            qkv: linear("qkv", 3 * width, width)?,
            out: linear("out", width, width)?,
            up: linear("up", inner, width)?,
            down: linear("down", width, inner)?,
            norm1: file.norm(&format!("layers.{i}.norm1"), width)?,
            norm2: file.norm(&format!("layers.{i}.norm2"), width)?,
        })
    }

    /// Vectors of the windows' pieces from those of the layer before; after the `last` layer only those that are taken.
    fn apply(&self, kernel: Kernel, windows: &[Window], last: bool, scratch: &mut Scratch) {
        self.project(kernel, scratch);
        self.attend(kernel, windows, last, scratch);
        if last {
            keep_taken(windows, self.up.inputs(), &mut scratch.values);
        }
        self.finish(kernel, scratch);
    }

    /// What is left to do of a layer once its pieces have gathered from the others.
    fn finish(&self, kernel: Kernel, scratch: &mut Scratch) {
        let Scratch { values, rows, context, context_rows, added, inner, inner_rows, .. } = scratch;
        let (width, wide) = (self.up.inputs(), self.down.inputs());
        let count = context.len() / width;
        context_rows.reset(count, width);
        added.resize(count * width, 0.0);
        inner.resize(TILE * wide, 0.0);
        inner_rows.reset(TILE, wide);
        kernel.quantise(context, width, 0, context_rows);
        for (i, (tile, added)) in
            values.chunks_mut(TILE * width).zip(added.chunks_mut(TILE * width)).enumerate()
        {
            let (first, count) = (i * TILE, tile.len() / width);
            let inner = &mut inner[..count * wide];
            kernel.product(context_rows, first..first + count, &self.out, added);
            kernel.add_normalise(tile, added, &self.norm1, first, rows);
            kernel.product_gelu(rows, first..first + count, &self.up, inner);
            kernel.quantise(inner, wide, 0, inner_rows);
            kernel.product(inner_rows, 0..count, &self.down, added);
            kernel.add_normalise(tile, added, &self.norm2, first, rows);
        }
    }

    /// Queries, keys and values of all rows.
    fn project(&self, kernel: Kernel, scratch: &mut Scratch) {
        let Scratch { values, rows, qkv, .. } = scratch;
        qkv.resize(3 * values.len(), 0.0);
        kernel.product(rows, 0..values.len() / self.qkv.inputs(), &self.qkv, qkv);
    }

    /// What each piece gathers from the others of its window; in the last layer only those that are taken do.
    fn attend(&self, kernel: Kernel, windows: &[Window], last: bool, scratch: &mut Scratch) {
        let Scratch { values, qkv, context, attention, every, .. } = scratch;
        let width = self.qkv.inputs();
        context.resize(values.len(), 0.0);
        every.extend(every.len()..WINDOW);
        let (mut from, mut to) = (0, 0);
        for window in windows {
            let end = from + window.pieces.len();
            let queries = if last { &window.taken } else { &every[..end - from] };
            let out = &mut context[to * width..][..queries.len() * width];
            let sequence = Sequence::whole(&qkv[3 * from * width..3 * end * width]);
            kernel.attend(sequence, width, queries, attention, out);
            (from, to) = (end, to + queries.len());
        }
        context.truncate(to * width);
    }

    /// What markers gather in the layer `number` from the pieces that they look at and from each other.
    fn look_on(
        &self,
        kernel: Kernel,
        number: usize,
        looks: &[Look<'_>],
        group: usize,
        scratch: &mut Scratch,
    ) {
        let Scratch { values, qkv, context, attention, .. } = scratch;
        let width = self.qkv.inputs();
        context.resize(values.len(), 0.0);
        // As many whole groups as attention takes side by side.
        let tile = LOOKING / group * group;
        let mut from = 0;
        for look in looks {
            let shared = &look.reading.layers[number][..];
            let split = shared.len() / (3 * width);
            let queries: Vec<usize> = (split..split + tile).collect();
            let end = from + look.marks.len();
            let (own, out) =
                (&qkv[3 * from * width..3 * end * width], &mut context[from * width..end * width]);
            for (own, out) in own.chunks(3 * tile * width).zip(out.chunks_mut(tile * width)) {
                let sequence = Sequence { shared, own, group };
                kernel.attend(sequence, width, &queries[..out.len() / width], attention, out);
            }
            from = end;
        }
    }
}

/// Only the rows of taken pieces, one after the other.
fn keep_taken(windows: &[Window], width: usize, values: &mut Vec<f32>) {
    let (mut from, mut to) = (0, 0);
    for window in windows {
        for piece in &window.taken {
            let row = (from + piece) * width;
            values.copy_within(row..row + width, to * width);
            to += 1;
        }
        from += window.pieces.len();
    }
    values.truncate(to * width);
}

/// `out = layer(values)`, by way of quantised rows.
pub(crate) fn linear(kernel: Kernel, layer: &Linear, values: &[f32], rows: &mut Rows, out: &mut [f32]) {
    let count = values.len() / layer.inputs();
    rows.reset(count, layer.inputs());
    kernel.quantise(values, layer.inputs(), 0, rows);
    kernel.product(rows, 0..count, layer, out);
}
