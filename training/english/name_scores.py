"""Scores the names of a checkpoint on sentences that were set aside, with the best label of each word and with the best
sequence of labels, which is what the runtime takes.

    python name_scores.py --checkpoint OUT/student/checkpoint.pt --data DIR
"""

import argparse

import torch

import data
import model as m
import scores

KINDS = ("PER", "ORG", "LOC")


def best_sequence(labels, rows):
    """Labels with the highest sum among the sequences in which a name goes on only from its own kind."""
    follows = [[j for j, last in enumerate(labels) if last[1:] == label[1:]] if label[0] == "I" else range(len(labels))
               for label in labels]
    sums, back = [s if label[0] != "I" else float("-inf") for s, label in zip(rows[0], labels, strict=True)], []
    for row in rows[1:]:
        last = [max(of, key=sums.__getitem__) for of in follows]
        sums = [sums[j] + score for j, score in zip(last, row, strict=True)]
        back.append(last)
    best = [max(range(len(labels)), key=sums.__getitem__)]
    for last in reversed(back):
        best.append(last[best[-1]])
    return [labels[i] for i in reversed(best)]


@torch.no_grad()
def score(net, sentences, choose):
    pieces, both, ours, gold = m.Pieces(), 0, 0, 0
    for batch in m.batches(sentences, 1500):
        inputs, _ = m.encode(batch, pieces)
        for s, rows in zip(batch, net(*inputs)[0]["names"].tolist(), strict=True):
            found = scores.spans(choose(net.labels["names"], rows[1:len(s["forms"]) + 1]), KINDS)
            right = scores.spans(s["names"], KINDS)
            both, ours, gold = both + len(found & right), ours + len(found), gold + len(right)
    return f"P {100 * both / ours:.2f} R {100 * both / gold:.2f} F1 {200 * both / (ours + gold):.2f}"


def main():
    args = argparse.ArgumentParser()
    args.add_argument("--checkpoint", required=True)
    args.add_argument("--data", required=True)
    a = args.parse_args()
    net, m.Quant.on = m.load(a.checkpoint), True
    each = lambda labels, rows: [labels[max(range(len(labels)), key=row.__getitem__)] for row in rows]
    for name, sentences in data.load(a.data)["names_held"].items():
        print(f"{name}, best labels: {score(net, sentences, each)}")
        print(f"{name}, best sequence: {score(net, sentences, best_sequence)}")


if __name__ == "__main__":
    main()
