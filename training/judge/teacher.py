"""The teacher: the judge's network on all-mpnet-base-v2, sixteen times as heavy and too slow to run in the program.

Its layers are BERT's, with a bias of the attention for the distance of two words, the same in all layers. A marker stands where its
span begins.
"""

import json
import math
import pathlib

import torch
from safetensors.torch import load_file
from torch import nn

import network as n

BUCKETS, FARTHEST = 32, 128


class Teacher(n.Judge):
    """`folder`: the files of all-mpnet-base-v2."""

    rounds = False

    def __init__(self, types, modes, folder):
        folder = pathlib.Path(folder)
        shape = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        super().__init__(types, modes, shape["num_hidden_layers"], shape["intermediate_size"], shape["hidden_size"], shape["hidden_size"])
        self.distances = nn.Embedding(BUCKETS, shape["num_attention_heads"])
        for norm in (m for m in self.encoder.modules() if isinstance(m, nn.LayerNorm)):
            norm.eps = shape["layer_norm_eps"]
        self.take(load_file(folder / "model.safetensors"), (folder / "vocab.txt").read_text(encoding="utf-8").split("\n"))

    @torch.no_grad()
    def take(self, theirs, vocabulary):
        """Starts as all-mpnet-base-v2; our word pieces are numbered as BERT numbers them."""
        number = {piece: i for i, piece in enumerate(vocabulary)}
        special = {"[CLS]": "<s>", "[SEP]": "</s>", "[MASK]": "<mask>", "[PAD]": "<pad>", "[UNK]": "<unk>"}
        for piece, i in n.english.Pieces().tokenizer.get_vocab().items():
            self.encoder.words.weight[i] = theirs["embeddings.word_embeddings.weight"][number[special.get(piece, piece)]]
        places = theirs["embeddings.position_embeddings.weight"][2:]
        self.encoder.places.weight[:len(places)] = places
        self.encoder.shapes.weight.zero_()
        self.distances.weight.copy_(theirs["encoder.relative_attention_bias.weight"])
        copy = lambda ours, name: [getattr(ours, part).copy_(theirs[f"{name}.{part}"]) for part in ("weight", "bias")]
        copy(self.encoder.norm, "embeddings.LayerNorm")
        for i, layer in enumerate(self.encoder.layers):
            name = f"encoder.layer.{i}"
            for part in ("weight", "bias"):
                getattr(layer.qkv, part).copy_(torch.cat([theirs[f"{name}.attention.attn.{x}.{part}"] for x in "qkv"]))
            for ours, x in (("out", "attention.attn.o"), ("norm1", "attention.LayerNorm"), ("up", "intermediate.dense"),
                            ("down", "output.dense"), ("norm2", "output.LayerNorm")):
                copy(getattr(layer, ours), f"{name}.{x}")

    def near(self, words, spans):
        b, k = spans.shape[:2]
        at = torch.arange(words)
        marks = (spans > 0).float().argmax(-1)
        between = lambda seeing, seen: self.distances(bucket(seen[..., None, :] - seeing[..., :, None]))
        own = between(marks, marks).permute(0, 4, 1, 2, 3)
        return (between(at, at).permute(2, 0, 1)[None], between(marks.flatten(1), at[None]).permute(0, 3, 1, 2), own)


def bucket(ahead):
    """Distances (positive: ahead) as numbers of the bias: one each up to 7, then by their logarithm, behind first."""
    half, exact = BUCKETS // 2, BUCKETS // 4
    far = ahead.abs()
    log = exact + (torch.log(far.clamp(min=1).float() / exact) / math.log(FARTHEST / exact) * (half - exact)).long()
    return torch.where(far < exact, far, log.clamp(max=half - 1)) + half * (ahead > 0)
