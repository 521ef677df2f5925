"""Writes a trained checkpoint as the file that crates/english embeds.

    python export.py --checkpoint OUT/checkpoint.pt --out crates/english/model/english.bin

The file: the magic, the format version and the length of a JSON header (both u32, little endian), the header, then the
tensors, each at an offset (from the start of the file) that is a multiple of 64. The header names the version of the
weights, the sizes of the network, the labels, and offset and shape of every tensor. Weights of a linear layer and word
embeddings are signed bytes with one f32 scale per row, positions are f16, the rest is f32; the vocabulary is text, one piece a line.
"""

import argparse
import hashlib
import json
import os
import unicodedata

import numpy as np
import torch

import model as m

MAGIC, FORMAT = b"dtnEnglM", 2
HEADS = ("tags.upos", "tags.xpos", "tags.feats", "tags.names", "arc_head", "arc_dep", "rel_head", "rel_dep")
SPECIAL = ("[UNK]", "[CLS]", "[SEP]")
PLACES = 256  # longer sentences are read in windows; training hardly ever reaches further positions


def latin(piece):
    """Only Latin letters, marks, digits, signs and punctuation of European writing; no phonetic letters."""
    for c in map(ord, piece):
        name, kind = unicodedata.name(chr(c), ""), unicodedata.category(chr(c))[0]
        if 0x250 <= c < 0x1E00 or 0x2E80 <= c < 0xFB00 or c >= 0xFF00:
            return False
        if kind in "LM" and "LATIN" not in name and "ORDINAL" not in name:
            return False
    return True


def reachable(piece, tokenizer):
    """Whether normalised, split text can contain the piece at all (not so "##," or accented letters)."""
    word = "a" + piece[2:] if piece.startswith("##") and len(piece) > 2 else piece
    normal = tokenizer.normalizer.normalize_str(word)
    return [w for w, _ in tokenizer.pre_tokenizer.pre_tokenize_str(normal)] == [word]


def kept_pieces(tokenizer):
    """(piece, old id) of the vocabulary that English text can reach."""
    by_id = sorted((i, p) for p, i in tokenizer.get_vocab().items())
    return [(p, i) for i, p in by_id if p in SPECIAL
            or latin(p) and reachable(p, tokenizer)]


def quantised(weight):
    """Signed bytes and a scale per row, as model.RoundedWeights sees them."""
    scale = (weight.abs().amax(1, keepdim=True) / 127).clamp(min=1e-8)
    return torch.round(weight / scale).to(torch.int8).numpy(), scale[:, 0].numpy()


def linear(tensors, name, weight, bias=None):
    tensors[name + ".weight"], tensors[name + ".scale"] = quantised(weight)
    if bias is not None:
        tensors[name + ".bias"] = bias.numpy()


def collect(state, layers, pieces):
    """All tensors by their names in the file; the heads that read the same input become one layer."""
    tensors = {}
    linear(tensors, "words", state["encoder.words.weight"][[i for _, i in pieces]])
    tensors["places.weight"] = state["encoder.places.weight"][:PLACES].half().numpy()
    for key in ("shapes.weight", "norm.weight", "norm.bias"):
        tensors[key] = state["encoder." + key].numpy()
    for i in range(layers):
        for part in ("qkv", "out", "up", "down"):
            key = f"layers.{i}.{part}"
            linear(tensors, key, state[f"encoder.{key}.weight"], state[f"encoder.{key}.bias"])
        for part in ("norm1", "norm2"):
            for kind in ("weight", "bias"):
                key = f"layers.{i}.{part}.{kind}"
                tensors[key] = state["encoder." + key].numpy()
    linear(tensors, "heads", *(torch.cat([state[f"{h}.{kind}"] for h in HEADS]) for kind in ("weight", "bias")))
    linear(tensors, "arc", state["arc_weight.weight"], state["arc_weight.bias"])
    linear(tensors, "relation", state["rel_weight.weight"])
    tensors["vocabulary"] = np.frombuffer("\n".join(p for p, _ in pieces).encode(), np.uint8)
    return tensors


def write(path, header, tensors):
    """Offsets depend on the header's length and the reverse, so the header is padded to a round size."""
    digest, room = hashlib.sha256(), 1 << 14
    offset, header["tensors"] = room, {}
    for name, tensor in tensors.items():
        digest.update(name.encode() + tensor.tobytes())
        header["tensors"][name] = {"offset": offset, "shape": list(tensor.shape)}
        offset += -(-tensor.nbytes // 64) * 64
    header["version"] = digest.hexdigest()[:12]
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    assert len(text) <= room - 16
    with open(path + ".part", "wb") as out:
        out.write(MAGIC + FORMAT.to_bytes(4, "little") + len(text).to_bytes(4, "little") + text)
        for name, tensor in tensors.items():
            out.write(b"\0" * (header["tensors"][name]["offset"] - out.tell()))
            out.write(tensor.tobytes())
    os.replace(path + ".part", path)


def main():
    args = argparse.ArgumentParser()
    args.add_argument("--checkpoint", required=True)
    args.add_argument("--out", required=True)
    a = args.parse_args()
    saved = torch.load(a.checkpoint, weights_only=False)
    state, labels = {k: v.float() for k, v in saved["model"].items()}, saved["labels"]
    pieces = kept_pieces(m.Pieces().tokenizer)
    header = {"layers": saved["layers"], "attention_heads": 12, "labels": labels,
              "inner": state["encoder.layers.0.up.weight"].shape[0], "shapes": m.SHAPES,
              "arc": state["arc_head.weight"].shape[0], "relation": state["rel_head.weight"].shape[0]}
    os.makedirs(os.path.dirname(os.path.abspath(a.out)), exist_ok=True)
    write(a.out, header, collect(state, saved["layers"], pieces))
    print(f"{a.out}: {os.path.getsize(a.out)} bytes, {len(pieces)} pieces, version {header['version']}")


if __name__ == "__main__":
    main()
