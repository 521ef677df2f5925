"""Averages the weights of judges of which each was trained on from another.

    python average.py --out OUT/judge.pt A/judge.pt B/judge.pt C/judge.pt
"""

import argparse

import torch


def averaged(models):
    """The mean of weights with the same names; what is no weight stays as the first one has it."""
    mean = lambda tensors: sum(t.float() for t in tensors) / len(tensors) if tensors[0].is_floating_point() else tensors[0]
    return {key: mean([model[key] for model in models]) for key in models[0]}


def main():
    args = argparse.ArgumentParser()
    args.add_argument("--out", required=True)
    args.add_argument("judges", nargs="+")
    a = args.parse_args()
    saved = [torch.load(path, weights_only=False) for path in a.judges]
    for key in ("types", "modes", "layers", "inner"):
        if any(one[key] != saved[0][key] for one in saved):
            raise SystemExit(f"these judges have no mean: their {key} are not the same")
    torch.save({**saved[0], "model": averaged([one["model"] for one in saved])}, a.out)


if __name__ == "__main__":
    main()
