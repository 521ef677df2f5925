//! The model file: a header and tensors. `training/english/export.py` writes it and describes it.

use crate::error::{Error, ErrorKind};
use crate::kernel::{Linear, Norm};
use serde::Deserialize;
use std::collections::BTreeMap;

const MAGIC: &[u8] = b"dtnEnglM";
const FORMAT: u32 = 2;

/// A model file whose header is read; tensors are read when asked for.
pub(crate) struct File {
    bytes: &'static [u8],
    pub(crate) header: Header<'static>,
}

#[derive(Deserialize)]
pub(crate) struct Header<'a> {
    pub(crate) version: &'a str,
    pub(crate) layers: usize,
    pub(crate) attention_heads: usize,
    /// Width of the layers' inner values.
    pub(crate) inner: usize,
    #[serde(borrow)]
    pub(crate) labels: Labels<'a>,
    /// Rows of the table of shapes.
    pub(crate) shapes: usize,
    /// The version of the model whose word vectors this one uses, where it has none of its own.
    #[serde(default)]
    pub(crate) words: Option<&'a str>,
    /// Values of a word as head or dependent of an arc; of a pair before its heads.
    pub(crate) arc: usize,
    /// Values of a word as head or dependent of a relation, without the constant one.
    pub(crate) relation: usize,
    #[serde(borrow)]
    tensors: BTreeMap<&'a str, Place>,
}

#[derive(Deserialize)]
pub(crate) struct Labels<'a> {
    /// Labels of pairs, in their model alone.
    #[serde(borrow, default)]
    pub(crate) pairs: Vec<&'a str>,
    /// Relations that the model of pairs tells apart, in that model alone.
    #[serde(borrow, default)]
    pub(crate) relations: Vec<&'a str>,
    #[serde(borrow)]
    pub(crate) upos: Vec<&'a str>,
    #[serde(borrow)]
    pub(crate) xpos: Vec<&'a str>,
    #[serde(borrow)]
    pub(crate) feats: Vec<&'a str>,
    #[serde(borrow)]
    pub(crate) deprels: Vec<&'a str>,
    #[serde(borrow)]
    pub(crate) names: Vec<&'a str>,
}

#[derive(Deserialize)]
struct Place {
    offset: usize,
    shape: Vec<usize>,
}

impl File {
    pub(crate) fn open(bytes: &'static [u8]) -> Result<File, Error> {
        let format = |detail: &str| Error::new(ErrorKind::Format, detail);
        let rest = bytes.strip_prefix(MAGIC).ok_or_else(|| format("no such magic"))?;
        let (version, rest) = rest.split_first_chunk().ok_or_else(|| format("cut off"))?;
        let (length, rest) = rest.split_first_chunk().ok_or_else(|| format("cut off"))?;
        if u32::from_le_bytes(*version) != FORMAT {
            return Err(format("another format version"));
        }
        let text = rest.get(..u32::from_le_bytes(*length) as usize).ok_or_else(|| format("cut off"))?;
        let header = serde_json::from_slice(text).map_err(|e| format(&e.to_string()))?;
        Ok(File { bytes, header })
    }

    /// Bytes of a tensor whose values have `size` bytes each.
    pub(crate) fn bytes(&self, name: &str, size: usize) -> Result<&'static [u8], Error> {
        let missing = || Error::new(ErrorKind::Part, name);
        let place = self.header.tensors.get(name).ok_or_else(missing)?;
        let count = place.shape.iter().try_fold(size, |a, &b| a.checked_mul(b)).ok_or_else(missing)?;
        self.bytes.get(place.offset..).and_then(|b| b.get(..count)).ok_or_else(missing)
    }

    /// A tensor of floats with as many values as expected.
    pub(crate) fn floats(&self, name: &str, count: usize) -> Result<Vec<f32>, Error> {
        let bytes = exact(name, self.bytes(name, 4)?, 4 * count)?;
        Ok(bytes.as_chunks().0.iter().map(|&b| f32::from_le_bytes(b)).collect())
    }

    /// A tensor of half-precision floats, with any number of rows of `width` values.
    pub(crate) fn halves(&self, name: &str, width: usize) -> Result<Vec<f32>, Error> {
        let bytes = self.bytes(name, 2)?;
        let bytes = exact(name, bytes, bytes.len() / (2 * width) * 2 * width)?;
        Ok(bytes.as_chunks().0.iter().map(|&b| half(u16::from_le_bytes(b))).collect())
    }

    /// Weights of the linear layer `name`, a row of `inputs` for every output, and their scales.
    pub(crate) fn weights(
        &self,
        name: &str,
        outputs: usize,
        inputs: usize,
    ) -> Result<(&'static [u8], Vec<f32>), Error> {
        let key = format!("{name}.weight");
        let weights = exact(&key, self.bytes(&key, 1)?, outputs * inputs)?;
        Ok((weights, self.floats(&format!("{name}.scale"), outputs)?))
    }

    /// The linear layer `name`; layers without a bias have no tensor of that name.
    pub(crate) fn linear(&self, name: &str, outputs: usize, inputs: usize) -> Result<Linear, Error> {
        let (weights, scale) = self.weights(name, outputs, inputs)?;
        let bias = format!("{name}.bias");
        let has_bias = self.header.tensors.contains_key(bias.as_str());
        let bias = if has_bias { self.floats(&bias, outputs)? } else { Vec::new() };
        Ok(Linear::new(weights, &scale, &bias))
    }

    pub(crate) fn norm(&self, name: &str, width: usize) -> Result<Norm, Error> {
        let part = |kind: &str| self.floats(&format!("{name}.{kind}"), width);
        Ok(Norm { weight: part("weight")?, bias: part("bias")? })
    }
}

fn exact<'a>(name: &str, bytes: &'a [u8], length: usize) -> Result<&'a [u8], Error> {
    if bytes.len() == length { Ok(bytes) } else { Err(Error::new(ErrorKind::Part, name)) }
}

/// A half-precision float; weights are neither infinite nor otherwise not numbers.
fn half(bits: u16) -> f32 {
    let sign = u32::from(bits & 0x8000) << 16;
    // Exponent and fraction in place give the value times 2^-112, for subnormal numbers too.
    let magnitude = f32::from_bits(u32::from(bits & 0x7fff) << 13) * f32::from_bits((127 + 112) << 23);
    f32::from_bits(magnitude.to_bits() | sign)
}
