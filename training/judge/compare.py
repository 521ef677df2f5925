"""Compares the runtime of pairs with the network.

    python compare.py --checkpoint OUT/judge.pt --rows OUT/rows.jsonl --program ../../target/release/examples/score_pairs

Rows of more than 254 pieces and spans of several parts are left out. Prints how often type, status and direction agree, and the
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
    args.add_argument("--most", type=int, default=1500)
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
        rows = [json.loads(line) for line in lines][:a.most]
    rows = [r for r in rows if span(r["a"]) and span(r["r"]) and sum(len(pieces(f)) for f in r["forms"]) <= 254]
    asked = "\n".join(json.dumps({"forms": r["forms"], "first": span(r["a"]), "second": span(r["r"])}) for r in rows)
    out = subprocess.run([a.program], input=asked, capture_output=True, text=True, check=True).stdout
    same, largest, types = [0, 0, 0], 0.0, len(saved["types"])
    for row, line in zip(rows, out.splitlines(), strict=True):
        found = judge(*n.encode([row], pieces))
        own = torch.cat([found[k][0] for k in ("kind", "mode", "status", "reversed", "alleged")])
        theirs = torch.tensor(json.loads(line))
        at = types + len(saved["modes"])
        for i, part in enumerate((slice(0, types), slice(at, at + len(n.STATUSES)))):
            same[i] += int(own[part].argmax() == theirs[part].argmax())
        same[2] += int((own[-2] > 0) == (theirs[-2] > 0))
        largest = max(largest, float((own - theirs).abs().max()))
    names = ("type", "status", "direction")
    print(", ".join(f"{name} the same in {100 * k / len(rows):.2f} %" for name, k in zip(names, same)),
          f"of {len(rows)} rows; largest difference {largest:.3f}")


if __name__ == "__main__":
    main()
