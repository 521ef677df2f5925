"""Writes a trained judge as the file that crates/english embeds, in the format of training/english/export.py.

    python export.py --checkpoint OUT/judge.pt --english crates/english/model/english.bin --out crates/english/model/pairs.bin

The word vectors are those of the English model, whose version the header names. Behind the table
of shapes stand the vectors of the four parts of a pair and of the relations.
"""

import argparse
import json
import os

import torch

import network as n

import export as base  # training/english/export.py: network.py puts its folder first on the path


def collect(state, layers):
    tensors = {"places.weight": state["encoder.places.weight"][:base.PLACES].half().numpy()}
    tensors["shapes.weight"] = torch.cat([state[f"{key}.weight"] for key in ("encoder.shapes", "parts", "relations")]).contiguous().numpy()
    for key in ("norm.weight", "norm.bias"):
        tensors[key] = state["encoder." + key].numpy()
    for i in range(layers):
        for part in ("qkv", "out", "up", "down"):
            key = f"layers.{i}.{part}"
            base.linear(tensors, key, state[f"encoder.{key}.weight"], state[f"encoder.{key}.bias"])
        for part in ("norm1", "norm2"):
            for kind in ("weight", "bias"):
                tensors[f"layers.{i}.{part}.{kind}"] = state[f"encoder.layers.{i}.{part}.{kind}"].numpy()
    base.linear(tensors, "pair", state["pair.weight"], state["pair.bias"])
    heads = [f"heads.{name}" for name in ("kind", "mode", "status", "reversed", "alleged")]
    base.linear(tensors, "heads", *(torch.cat([state[f"{h}.{kind}"] for h in heads]) for kind in ("weight", "bias")))
    return tensors


def main():
    args = argparse.ArgumentParser()
    args.add_argument("--checkpoint", required=True)
    args.add_argument("--english", required=True)
    args.add_argument("--out", required=True)
    a = args.parse_args()
    saved = torch.load(a.checkpoint, weights_only=False)
    state = {k: v.float() for k, v in saved["model"].items()}
    with open(a.english, "rb") as model:
        head = model.read(16)
        words = json.loads(model.read(int.from_bytes(head[12:], "little")))["version"]
    labels = ([f"type:{t}" for t in saved["types"]] + [f"mode:{m}" for m in saved["modes"]]
              + [f"status:{s}" for s in n.STATUSES] + ["reversed", "alleged"])
    none = {key: [] for key in ("upos", "xpos", "feats", "deprels", "names")}
    header = {"layers": saved["layers"], "attention_heads": 12, "labels": {"pairs": labels, "relations": n.RELATIONS, **none}, "words": words,
              "inner": state["encoder.layers.0.up.weight"].shape[0], "shapes": n.english.SHAPES + 4 + len(n.RELATIONS),
              "arc": state["pair.weight"].shape[0], "relation": 0}
    base.write(a.out, header, collect(state, saved["layers"]))
    print(f"{a.out}: {os.path.getsize(a.out)} bytes, {len(labels)} labels, version {header['version']}")


if __name__ == "__main__":
    main()
