"""Trains the English model; resumable.

    python train.py --data DIR --out DIR [--layers 6] [--epochs 3]

DIR of --data holds treebank/ and names/ as described in training/README.md. A checkpoint is written to
OUT/checkpoint.pt every 200 steps; the same command goes on from there.
"""

import argparse
import os
import random
import time

import torch
from torch import nn

import data
import model as m


def label_sets(train, names):
    labels = {k: sorted({v for s in train for v in s[k]}) for k in ("upos", "xpos", "deprels")}
    counts = {}
    for s in train:
        for f in s["feats"]:
            counts[f] = counts.get(f, 0) + 1
    labels["feats"] = sorted(f for f, c in counts.items() if c >= 5)
    labels["names"] = ["O"] + sorted({v for s in train + names for v in s["names"] or [] if v != "O"})
    return labels


def loss_of(model, inputs, gold):
    tags, arcs, rh, rd = model(*inputs)
    ce = nn.functional.cross_entropy
    flat = lambda scores, key: ce(scores.flatten(0, 1), gold[key].flatten(), ignore_index=-100)
    loss = 0.0
    if (gold["heads"] >= 0).any():
        loss = (ce(arcs.flatten(0, 1), gold["heads"].flatten(), ignore_index=-100)
                + flat(model.relations(rh, rd, gold["heads"]), "deprels")
                + 0.4 * flat(tags["upos"], "upos") + 0.2 * flat(tags["xpos"], "xpos") + 0.3 * flat(tags["feats"], "feats"))
    if (gold["names"] >= 0).any():
        loss = loss + 0.5 * flat(tags["names"], "names")
    return loss


@torch.no_grad()
def evaluate(model, pieces, sentences):
    """UPOS, UAS, LAS (full labels) and LAS with subtypes folded, in percent; greedy heads."""
    model.eval()
    n = u = l = folded = p = f = 0
    rels = model.labels["deprels"]
    base = torch.tensor([sorted({r.split(":")[0] for r in rels}).index(r.split(":")[0]) for r in rels])
    for batch in m.batches(sentences, 2500):
        inputs, gold = m.encode(batch, pieces, model.labels)
        tags, arcs, rh, rd = model(*inputs)
        heads = arcs.argmax(-1)
        rel = model.relations(rh, rd, heads).argmax(-1)
        known = gold["heads"] >= 0
        right = (heads == gold["heads"]) & known
        n += known.sum().item()
        u += right.sum().item()
        l += (right & (rel == gold["deprels"])).sum().item()
        folded += (right & (base[rel] == base[gold["deprels"].clamp(min=0)]) & (gold["deprels"] >= 0)).sum().item()
        p += ((tags["upos"].argmax(-1) == gold["upos"]) & known).sum().item()
        f += ((tags["feats"].argmax(-1) == gold["feats"]) & known).sum().item()
    model.train()
    return " ".join(f"{k} {100 * v / n:.2f}" for k, v in
                    (("UPOS", p), ("feats", f), ("UAS", u), ("LAS-full", l), ("LAS", folded)))


def main():
    args = argparse.ArgumentParser()
    args.add_argument("--data", required=True)
    args.add_argument("--out", required=True)
    args.add_argument("--layers", type=int, default=6)
    args.add_argument("--epochs", type=float, default=3)
    args.add_argument("--words", type=int, default=1200, help="words a batch")
    args.add_argument("--quantise-from", type=float, default=0.65, help="share of the steps without quantisation")
    a = args.parse_args()
    torch.set_num_threads(int(os.environ.get("THREADS", "2")))
    random.seed(0)
    torch.manual_seed(0)
    os.makedirs(a.out, exist_ok=True)
    train, dev, held, names = data.load(f"{a.data}/treebank", f"{a.data}/names")
    train = [s for s in train if 1 <= len(s["forms"]) <= 100]
    labels = label_sets(train, names)
    everything = train + [s for s in names if len(s["forms"]) <= 100]
    pieces, model = m.Pieces(), m.Model(labels, a.layers)
    model.encoder.load_minilm()
    encoder = list(model.encoder.parameters())
    own = {id(p) for p in encoder}
    optimiser = torch.optim.AdamW([{"params": encoder, "lr": 2e-4},
                                   {"params": [p for p in model.parameters() if id(p) not in own], "lr": 2e-3}], weight_decay=0.01)
    per_epoch = len(m.batches(everything, a.words))
    steps = int(per_epoch * a.epochs)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda i: min((i + 1) / 100, max(0.0, (steps - i) / steps)))
    step, checkpoint = 0, f"{a.out}/checkpoint.pt"
    if os.path.exists(checkpoint):
        saved = torch.load(checkpoint, weights_only=False)
        model.load_state_dict(saved["model"])
        optimiser.load_state_dict(saved["optimiser"])
        schedule.load_state_dict(saved["schedule"])
        step = saved["step"]
    began = time.time()
    while step < steps:
        epoch = step // per_epoch
        rng = random.Random(epoch)
        todo = m.batches(everything, a.words, rng)[step - epoch * per_epoch:]
        for batch in todo:
            m.Quant.on = step >= steps * a.quantise_from
            inputs, gold = m.encode(batch, pieces, labels, random.Random(step))
            loss = loss_of(model, inputs, gold)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            if step % 50 == 0:
                print(f"step {step} of {steps} loss {loss.item():.3f} {time.time() - began:.0f} s", flush=True)
            if step % 200 == 0 or step >= steps:
                torch.save({"model": model.state_dict(), "optimiser": optimiser.state_dict(), "labels": labels,
                            "schedule": schedule.state_dict(), "step": step, "layers": a.layers}, checkpoint + ".part")
                os.replace(checkpoint + ".part", checkpoint)
            if step >= steps:
                break
        print(f"epoch {epoch + 1} ewt-dev {evaluate(model, pieces, dev)}", flush=True)
        print(f"epoch {epoch + 1} gum-aside {evaluate(model, pieces, held)}", flush=True)


if __name__ == "__main__":
    main()
