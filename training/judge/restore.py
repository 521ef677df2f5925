"""Makes a checkpoint of a shipped judge, to train on from it: the reverse of export.py.

    python restore.py --judge crates/english/model/pairs.bin --english crates/english/model/english.bin --out OUT/judge.pt

Weights come back as the bytes have them; the word pieces that the English model left out are those of all-MiniLM-L6-v2.
"""

import argparse
import json

import numpy as np
import torch

import network as n


def tensors(path):
    """The header of a file, and a function that reads a tensor of it."""
    with open(path, "rb") as file:
        data = file.read()

    header = json.loads(data[16:16 + int.from_bytes(data[12:16], "little")])

    def read(name, kind=np.float32):
        place = header["tensors"][name]
        count = int(np.prod(place["shape"]))
        return torch.tensor(np.frombuffer(data, kind, count, place["offset"]).reshape(place["shape"]))
    return header, read


def linear(read, name):
    return read(name + ".weight", np.int8).float() * read(name + ".scale")[:, None]


def restored(judge_file, english_file):
    header, read = tensors(judge_file)
    labels = header["labels"]["pairs"]
    named = lambda prefix: [label.removeprefix(prefix) for label in labels if label.startswith(prefix)]
    types, modes = named("type:"), named("mode:")
    judge = n.Judge(types, modes, header["layers"], header["inner"])
    state = judge.state_dict()
    sizes = [n.english.SHAPES, 4, len(n.RELATIONS)]
    for key, part in zip(("encoder.shapes", "parts", "relations"), read("shapes.weight").split(sizes), strict=True):
        state[key + ".weight"] = part
    places = read("places.weight", np.float16).float()
    state["encoder.places.weight"][:len(places)] = places
    for key in ("norm.weight", "norm.bias"):
        state["encoder." + key] = read(key)
    for i in range(header["layers"]):
        for part in ("qkv", "out", "up", "down"):
            state[f"encoder.layers.{i}.{part}.weight"] = linear(read, f"layers.{i}.{part}")
            state[f"encoder.layers.{i}.{part}.bias"] = read(f"layers.{i}.{part}.bias")
        for part in ("norm1.weight", "norm1.bias", "norm2.weight", "norm2.bias"):
            state[f"encoder.layers.{i}.{part}"] = read(f"layers.{i}.{part}")
    state["pair.weight"], state["pair.bias"] = linear(read, "pair"), read("pair.bias")
    heads = {"kind": len(types), "mode": len(modes), "status": len(n.STATUSES), "reversed": 1, "alleged": 1}
    for part, whole in (("weight", linear(read, "heads")), ("bias", read("heads.bias"))):
        for (head, _), rows in zip(heads.items(), whole.split(list(heads.values())), strict=True):
            state[f"heads.{head}.{part}"] = rows
    state["encoder.words.weight"] = words(english_file)
    judge.load_state_dict(state)
    return judge, header


def shapes(path):
    """Vectors of the shapes of words, as the English model has them."""
    return tensors(path)[1]("shapes.weight")[:n.english.SHAPES]


def words(path):
    """Word vectors of the English model, by the numbers that all-MiniLM-L6-v2 has for its pieces."""
    _, read = tensors(path)
    minilm = n.english.Encoder(6)
    minilm.load_minilm()
    table = minilm.words.weight.detach().clone()
    number = n.english.Pieces().tokenizer.get_vocab()
    pieces = read("vocabulary", np.uint8).numpy().tobytes().decode().split("\n")
    table[[number[piece] for piece in pieces]] = linear(read, "words")
    return table


def main():
    args = argparse.ArgumentParser()
    args.add_argument("--judge", required=True)
    args.add_argument("--english", required=True)
    args.add_argument("--out", required=True)
    a = args.parse_args()
    judge, header = restored(a.judge, a.english)
    torch.save({"model": judge.state_dict(), "types": judge.types, "modes": judge.modes, "layers": header["layers"],
                "inner": header["inner"]}, a.out)
    print(f"{a.out}: version {header['version']}")


if __name__ == "__main__":
    main()
