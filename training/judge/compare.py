"""Compares the runtime of pairs with the network.

    python compare.py --checkpoint OUT/judge.pt --rows OUT/sentences.jsonl --program ../../target/release/examples/score_pairs

Sentences of more than 254 pieces and spans of several parts are left out. Prints how often type, status and direction agree, and the
largest difference of two scores.
"""

import argparse
import json
import subprocess

import torch

import network as n


def span(words):
    """Word numbers as a range, if they stand side by side; none is an empty range."""
    if not words:
        return 0, 0
    return (words[0], words[-1] + 1) if words == list(range(words[0], words[-1] + 1)) else None


@torch.no_grad()
def main():
    args = argparse.ArgumentParser()
    args.add_argument("--checkpoint", required=True)
    args.add_argument("--rows", required=True)
    args.add_argument("--program", required=True)
    args.add_argument("--every", type=int, default=20, help="one sentence in so many")
    a = args.parse_args()
    saved = torch.load(a.checkpoint, weights_only=False)
    judge = n.Judge(saved["types"], saved["modes"], saved["layers"], saved["inner"])
    judge.load_state_dict(saved["model"])
    judge.eval()
    # The file holds the word vectors in bytes, as the runtime reads them.
    words = judge.encoder.words.weight
    words.copy_(n.english.RoundedWeights.apply(words))
    n.english.Quant.on, pieces = True, n.english.Pieces()
    with open(a.rows, encoding="utf-8") as lines:
        sentences = [json.loads(line) for line in lines][::a.every]
    sentences = [s for s in sentences if sum(len(pieces(f)) for f in s["forms"]) <= 254]
    asked, own = [], []
    for s in sentences:
        pairs = [p for p in s["pairs"] if span(p["a"]) and span(p["r"])]
        if not pairs:
            continue
        found = judge(*n.encode([{**s, "pairs": pairs}], pieces))
        own += torch.cat([found[k] for k in ("kind", "mode", "status", "reversed", "alleged")], -1)
        tree = {key: s[key] for key in ("forms", "heads", "relations")}
        asked += [json.dumps({**tree, "first": span(p["a"]), "second": span(p["r"])}) for p in pairs]
    out = subprocess.run([a.program], input="\n".join(asked), capture_output=True, text=True, check=True).stdout
    same, largest, types = [0, 0, 0], 0.0, len(saved["types"])
    for one, line in zip(own, out.splitlines(), strict=True):
        theirs = torch.tensor(json.loads(line))
        at = types + len(saved["modes"])
        for i, part in enumerate((slice(0, types), slice(at, at + len(n.STATUSES)))):
            same[i] += int(one[part].argmax() == theirs[part].argmax())
        same[2] += int((one[-2] > 0) == (theirs[-2] > 0))
        largest = max(largest, float((one - theirs).abs().max()))
    names = ("type", "status", "direction")
    print(", ".join(f"{name} the same in {100 * k / len(own):.2f} %" for name, k in zip(names, same)),
          f"of {len(own)} pairs; largest difference {largest:.3f}")


if __name__ == "__main__":
    main()
