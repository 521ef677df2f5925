"""Compares the runtime in crates/english with this network, on gold tokens of a treebank.

    cargo build --release -p detente-english --example parse_conllu
    python compare.py --checkpoint OUT/checkpoint.pt --conllu ewt-dev.conllu --program PATH/TO/parse_conllu

The program must hold an export of the same checkpoint. Prints scores of both and how often they agree. This network
runs with Quant.on and takes the best head of each word; the runtime also sees to it that heads form a tree.
"""

import argparse
import subprocess

import torch

import data
import model as m


@torch.no_grad()
def by_torch(net, sentences):
    """Heads, relations, tags and morphology as lists by sentence; relations for the best heads, greedily."""
    pieces, labels, out = m.Pieces(), net.labels, {}
    for batch in m.batches(sentences, 2500):
        inputs, _ = m.encode(batch, pieces)
        tags, arcs, rh, rd = net(*inputs)
        heads = arcs.argmax(-1)
        found = {"deprels": net.relations(rh, rd, heads), "upos": tags["upos"], "feats": tags["feats"]}
        found = {k: v.argmax(-1).tolist() for k, v in found.items()}
        for i, s in enumerate(batch):
            n = len(s["forms"]) + 1
            out[id(s)] = {"heads": heads[i, 1:n].tolist(),
                          **{k: [labels[k][j] for j in v[i][1:n]] for k, v in found.items()}}
    return [out[id(s)] for s in sentences]


def by_program(program, path):
    text = subprocess.run([program], stdin=open(path, "rb"), stdout=subprocess.PIPE, check=True).stdout.decode()
    out, rows = [], []
    for line in text.split("\n"):
        if not line and rows:
            out.append({"heads": [int(r[6]) for r in rows], "deprels": [r[7] for r in rows],
                        "upos": [r[3] for r in rows], "feats": [r[5] for r in rows]})
            rows = []
        elif line and line.split("\t")[0].isdigit():
            rows.append(line.split("\t"))
    return out


def scores(gold, found):
    """Percent of words right: UPOS, feats, UAS, LAS with subtypes, LAS with subtypes folded."""
    counts, n = dict.fromkeys(("UPOS", "feats", "UAS", "LAS-full", "LAS"), 0), 0
    for g, f in zip(gold, found, strict=True):
        for i, head in enumerate(g["heads"]):
            right, n = head == f["heads"][i], n + 1
            counts["UPOS"] += g["upos"][i] == f["upos"][i]
            counts["feats"] += g["feats"][i] == f["feats"][i]
            counts["UAS"] += right
            counts["LAS-full"] += right and g["deprels"][i] == f["deprels"][i]
            counts["LAS"] += right and g["deprels"][i].split(":")[0] == f["deprels"][i].split(":")[0]
    return " ".join(f"{k} {100 * v / n:.2f}" for k, v in counts.items())


def main():
    args = argparse.ArgumentParser()
    for name in ("checkpoint", "conllu", "program"):
        args.add_argument("--" + name, required=True)
    a = args.parse_args()
    net = m.load(a.checkpoint)
    gold = [s for _, s in data.read_conllu(a.conllu)]
    program = by_program(a.program, a.conllu)
    for m.Quant.on in (False, True):
        network = by_torch(net, gold)
        print(f"network, {'quantised' if m.Quant.on else 'exact'}: {scores(gold, network)}")
    print(f"runtime: {scores(gold, program)}")
    print(f"agreement of runtime and network: {scores(network, program)}")


if __name__ == "__main__":
    main()
