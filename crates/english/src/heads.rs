//! From vectors of words to tags, arcs, relations and names.

use crate::batch::Part;
use crate::encoder::linear;
use crate::error::{Error, ErrorKind};
use crate::file::File;
use crate::kernel::{Kernel, Linear, PANEL, Rows, exp, sum};
use crate::names::Labels;
use crate::tree;
use crate::upos::Upos;
use std::ops::Range;

/// Weights and labels of the layers above the encoder.
pub(crate) struct Heads {
    /// All layers that read the word vectors, side by side.
    all: Linear,
    arc: Linear,
    /// See [`relation_layer`].
    relation: Linear,
    parts: Parts,
    upos: Vec<Upos>,
    xpos: Vec<&'static str>,
    feats: Vec<&'static str>,
    names: Labels,
    relations: Vec<&'static str>,
    root: usize,
}

/// Where each layer's outputs are in a row of `all`.
struct Parts {
    upos: Range<usize>,
    xpos: Range<usize>,
    feats: Range<usize>,
    names: Range<usize>,
    arc_head: Range<usize>,
    arc_dependent: Range<usize>,
    relation_head: Range<usize>,
    relation_dependent: Range<usize>,
}

/// What is known of a word, lemma aside.
#[derive(Clone)]
pub(crate) struct Analysis {
    pub(crate) upos: Upos,
    pub(crate) xpos: &'static str,
    pub(crate) feats: &'static str,
    pub(crate) name: &'static str,
    /// Head within the part; 0 is the root, words count from 1.
    pub(crate) head: usize,
    pub(crate) relation: &'static str,
    pub(crate) confidence: f32,
}

/// Heads within a part, 0 the root and words from 1, each with its share among the possible ones.
pub(crate) struct Tree {
    heads: Vec<usize>,
    confidences: Vec<f32>,
}

/// Outputs of all layers that read the word vectors.
pub(crate) struct Scores<'a> {
    kernel: Kernel,
    heads: &'a Heads,
    values: Vec<f32>,
}

impl Heads {
    pub(crate) fn new(file: &File, width: usize) -> Result<Heads, Error> {
        let (header, labels) = (&file.header, &file.header.labels);
        let sizes = [labels.upos.len(), labels.xpos.len(), labels.feats.len(), labels.names.len()];
        let outputs = sizes.iter().sum::<usize>() + 2 * (header.arc + header.relation);
        let unknown = |label: &str| Error::new(ErrorKind::Label, label);
        if sizes.contains(&0) || !header.arc.is_multiple_of(64) {
            return Err(Error::new(ErrorKind::Part, "heads"));
        }
        Ok(Heads {
            all: file.linear("heads", outputs, width)?,
            arc: file.linear("arc", header.arc, header.arc)?,
            relation: relation_layer(file, labels.deprels.len(), header.relation + 1)?,
            parts: Parts::new(sizes, header.arc, header.relation),
            upos: labels.upos.iter().map(|l| l.parse()).collect::<Result<_, _>>()?,
            xpos: labels.xpos.clone(),
            feats: labels.feats.clone(),
            names: Labels::new(&labels.names),
            root: labels.deprels.iter().position(|&l| l == "root").ok_or_else(|| unknown("no root"))?,
            relations: labels.deprels.clone(),
        })
    }

    /// Scores of a batch's vectors.
    pub(crate) fn scores(&self, kernel: Kernel, vectors: &[f32]) -> Scores<'_> {
        let rows = vectors.len() / self.all.inputs();
        let mut values = vec![0.0; rows * self.all.columns()];
        linear(kernel, &self.all, vectors, &mut Rows::default(), &mut values);
        Scores { kernel, heads: self, values }
    }
}

impl Parts {
    fn new([upos, xpos, feats, names]: [usize; 4], arc: usize, relation: usize) -> Parts {
        let mut end = 0;
        let mut next = |size| {
            end += size;
            end - size..end
        };
        Parts {
            upos: next(upos),
            xpos: next(xpos),
            feats: next(feats),
            names: next(names),
            arc_head: next(arc),
            arc_dependent: next(arc),
            relation_head: next(relation),
            relation_dependent: next(relation),
        }
    }
}

impl Scores<'_> {
    /// Heads of a part's words, and the share of each among the possible ones.
    pub(crate) fn tree(&self, part: &Part, units: &[Range<usize>]) -> Tree {
        let count = part.words.len();
        let mut arcs = self.arcs(part);
        crate::units::bind(&mut arcs, count, units);
        let heads = tree::heads(&arcs, count);
        let confidences =
            arcs.chunks_exact(count + 1).zip(&heads).map(|(arcs, &head)| share(arcs, head)).collect();
        Tree { heads, confidences }
    }

    /// Analyses of the words of parts with their trees, part after part.
    pub(crate) fn analyses(&self, parts: &[Part], trees: &[Tree]) -> Vec<Vec<Analysis>> {
        let mut relations = self.relations(parts, trees).into_iter();
        let part = |(part, tree): (&Part, &Tree)| {
            let words = tree.heads.iter().zip(&tree.confidences).zip(&mut relations).enumerate();
            let name_scores = |word: usize| self.row(part.first + 1 + word, &self.heads.parts.names);
            let names = self.heads.names.best(tree.heads.len(), name_scores);
            words
                .zip(names)
                .map(|((i, ((&head, &share), relation)), name)| {
                    self.analysis(part.first + 1 + i, name, head, relation, share)
                })
                .collect()
        };
        parts.iter().zip(trees).map(part).collect()
    }

    fn analysis(
        &self,
        vector: usize,
        name: &'static str,
        head: usize,
        relation: usize,
        confidence: f32,
    ) -> Analysis {
        let (heads, parts) = (self.heads, &self.heads.parts);
        let best = |range: &Range<usize>| highest(self.row(vector, range), |_| true);
        Analysis {
            upos: heads.upos[best(&parts.upos)],
            xpos: heads.xpos[best(&parts.xpos)],
            feats: heads.feats[best(&parts.feats)],
            name,
            head,
            relation: heads.relations[relation],
            confidence,
        }
    }

    fn row(&self, vector: usize, range: &Range<usize>) -> &[f32] {
        &self.values[vector * self.heads.all.columns()..][range.clone()]
    }

    /// The positive part of some vectors' values in `range`, each row with `last` behind it.
    fn positive(
        &self,
        vectors: impl Iterator<Item = usize>,
        range: &Range<usize>,
        last: Option<f32>,
    ) -> Vec<f32> {
        let positive = |x: &f32| if *x > 0.0 { *x } else { 0.0 };
        let mut out = Vec::with_capacity(vectors.size_hint().0 * (range.len() + 1));
        for vector in vectors {
            out.extend(self.row(vector, range).iter().map(positive));
            out.extend(last);
        }
        out
    }

    /// For every word a row of scores of its possible heads, the root first.
    fn arcs(&self, part: &Part) -> Vec<f32> {
        let (arc, count) = (&self.heads.arc, part.words.len());
        let vectors = part.first..part.first + 1 + count;
        let heads = self.positive(vectors.clone(), &self.heads.parts.arc_head, None);
        let dependents = self.positive(vectors.skip(1), &self.heads.parts.arc_dependent, None);
        let mut turned = vec![0.0; count * arc.columns()];
        linear(self.kernel, arc, &dependents, &mut Rows::default(), &mut turned);
        let mut out = vec![0.0; count * (count + 1)];
        self.kernel.cross(&turned, &heads, arc.columns(), &mut out);
        out
    }

    /// The best relation of every word to its head; "root" where the head is the root and nowhere else.
    fn relations(&self, parts: &[Part], trees: &[Tree]) -> Vec<usize> {
        let (layer, root, labels) = (&self.heads.relation, self.heads.root, self.heads.relations.len());
        let arcs = || {
            let of_part = |(part, tree): (&Part, &'_ Tree)| {
                let first = part.first;
                let arcs = tree.heads.clone().into_iter().enumerate();
                arcs.map(move |(i, head)| (first + 1 + i, first + head))
            };
            parts.iter().zip(trees).flat_map(of_part)
        };
        let words = self.positive(arcs().map(|arc| arc.0), &self.heads.parts.relation_dependent, Some(1.0));
        let heads = self.positive(arcs().map(|arc| arc.1), &self.heads.parts.relation_head, Some(1.0));
        let (side, wide) = (layer.inputs(), labels.next_multiple_of(PANEL));
        let count = words.len() / side;
        let (mut rows, mut scores) = (Rows::default(), vec![0.0; count * wide]);
        rows.reset(count, side);
        self.kernel.quantise(&words, side, 0, &mut rows);
        self.kernel.weighted(&rows, 0..count, layer, &heads, wide, &mut scores);
        let chosen = trees.iter().flat_map(|tree| &tree.heads).zip(scores.chunks_exact(wide));
        chosen
            .map(|(&head, scores)| if head == 0 { root } else { highest(&scores[..labels], |i| i != root) })
            .collect()
    }
}

/// The layer that scores relations. In the file, the outputs of a label stand together, one for each value of a head;
/// here those of a value of a head do, one for each label, so that scores of all labels are sums of whole rows.
fn relation_layer(file: &File, labels: usize, side: usize) -> Result<Linear, Error> {
    let (weights, scale) = file.weights("relation", labels * side, side)?;
    let wide = labels.next_multiple_of(PANEL);
    let (mut turned, mut scales) = (vec![0; side * wide * side], vec![0.0; side * wide]);
    for (from, row) in weights.chunks_exact(side).enumerate() {
        let to = from % side * wide + from / side;
        turned[to * side..][..side].copy_from_slice(row);
        scales[to] = scale[from];
    }
    Ok(Linear::new(&turned, &scales, &[]))
}

/// Position of the highest value among those allowed; the first of equals.
fn highest(values: &[f32], allowed: impl Fn(usize) -> bool) -> usize {
    let mut best = (f32::NEG_INFINITY, 0);
    for (i, &value) in values.iter().enumerate() {
        if value > best.0 && allowed(i) {
            best = (value, i);
        }
    }
    best.1
}

/// The share of `chosen` in the exponentials of scores.
fn share(scores: &[f32], chosen: usize) -> f32 {
    let high = scores[highest(scores, |_| true)];
    exp(scores[chosen] - high) / sum(scores, |s| exp(s - high))
}
