"""Trains the English model; resumable.

    python train.py --data DIR --out DIR [--layers 6] [--epochs 3]                      a teacher
    python train.py --data DIR --out DIR --teacher TEACHER/checkpoint.pt --keep 0,1,3,5  its student
    python train.py --data DIR --out DIR --teacher STUDENT/checkpoint.pt --keep 0,1,2,3 --inner 512 --silver FILE
                                                                                         a narrower student of the student

DIR of --data holds treebank/, names/, stories/ and meantime/ as described in training/README.md. A checkpoint is written
to OUT/checkpoint.pt every 200 steps; the same command goes on from there.
"""

import argparse
import os
import random
import time

import torch
from torch import nn

import data
import model as m
import scores
import silver
import slim


def label_sets(train, names):
    labels = {k: sorted({v for s in train for v in s[k]}) for k in ("upos", "xpos", "deprels")}
    counts = {}
    for s in train:
        for f in s["feats"]:
            counts[f] = counts.get(f, 0) + 1
    labels["feats"] = sorted(f for f, c in counts.items() if c >= 5)
    labels["names"] = ["O"] + sorted({v for s in train + names for v in s["names"] or [] if v != "O"})
    return labels


def gold_loss(model, found, gold):
    """Cross-entropy with annotated answers; what a corpus does not annotate is -100 and does not count."""
    tags, arcs, rh, rd = found
    flat = lambda given, key: nn.functional.cross_entropy(given.flatten(0, 1), gold[key].flatten(), ignore_index=-100)
    loss = 0.0
    if (gold["heads"] >= 0).any():
        loss = (flat(arcs, "heads") + flat(model.relations(rh, rd, gold["heads"]), "deprels")
                + 0.4 * flat(tags["upos"], "upos") + 0.2 * flat(tags["xpos"], "xpos") + 0.3 * flat(tags["feats"], "feats"))
    if (gold["names"] >= 0).any():
        loss = loss + 0.5 * flat(tags["names"], "names")
    return loss


def soft_loss(model, found, soft):
    """Cross-entropy with the teacher's probabilities, a mean over words."""
    tags, arcs, rh, rd = found
    words = (soft["heads"] >= 0).sum()
    cross = lambda given, key: -(soft[key] * given.log_softmax(-1)).sum() / words
    return (cross(arcs, "arcs") + cross(model.relations(rh, rd, soft["heads"]), "rels")
            + 0.4 * cross(tags["upos"], "upos") + 0.2 * cross(tags["xpos"], "xpos") + 0.3 * cross(tags["feats"], "feats"))


def prepare(a, parts):
    """The model to train, and the list of sentences of an epoch (its number decides which raw text is in it)."""
    train, names, raw = parts["train"], parts["names"], parts["raw"]
    if not a.teacher:
        model = m.Model(label_sets(train, names), a.layers)
        model.encoder.load_minilm()
        return model, lambda epoch: train + names
    cache = a.silver or f"{a.out}/silver.pt"
    if os.path.exists(cache):
        train, names, raw = torch.load(cache, weights_only=False)
    teacher = m.load(a.teacher)
    if not os.path.exists(cache):
        silver.add_names(train + names + raw)
        print("names are labelled", flush=True)
        silver.add_soft(teacher, m.Pieces(), train + names + raw)
        print("the teacher has read everything", flush=True)
        torch.save((train, names, raw), cache + ".part")
        os.replace(cache + ".part", cache)
    labels = {**teacher.labels, "names": label_sets(train, names + raw)["names"]}
    keep = [int(n) for n in a.keep.split(",")]
    model, theirs = m.Model(labels, len(keep), inner=a.inner), teacher.state_dict()
    if a.inner < teacher.encoder.layers[0].up.out_features:
        units = slim.units_by_weight(teacher, train, m.Pieces(), gold_loss)
        theirs = slim.narrowed(theirs, units, a.inner)
    with torch.no_grad():
        model.take(theirs, keep)
    model.encoder.words.weight.requires_grad_(False)  # rare pieces would only be spoiled by so little text
    return model, lambda epoch: train + names + raw[epoch % 2::2]


def step_loss(model, batch, pieces, noise, soft_share):
    inputs, gold = m.encode(batch, pieces, model.labels, noise)
    found = model(*inputs)
    loss = gold_loss(model, found, gold)
    if "soft" in batch[0]:
        # Batches mix annotated and raw sentences: the soft part is a mean over all, the gold part over the annotated.
        loss = (1 - soft_share) * loss + soft_share * soft_loss(model, found, silver.soft_batch(batch))
    return loss


def arguments():
    args = argparse.ArgumentParser()
    args.add_argument("--data", required=True)
    args.add_argument("--out", required=True)
    args.add_argument("--layers", type=int, default=6)
    args.add_argument("--epochs", type=int, default=3)
    args.add_argument("--words", type=int, default=1200, help="words a batch")
    args.add_argument("--quantise-from", type=float, default=0.65, help="share of the steps without quantisation")
    args.add_argument("--teacher", help="checkpoint to learn from")
    args.add_argument("--keep", default="0,1,3,5", help="layers of the teacher that the student starts with")
    args.add_argument("--inner", type=int, default=1536, help="units of the inner layers; fewer than the teacher's: its heaviest")
    args.add_argument("--silver", help="labels of an earlier run (its silver.pt) instead of new ones by the teacher")
    args.add_argument("--soft", type=float, default=0.5, help="share of the teacher in the loss")
    args.add_argument("--rate", type=float, default=2e-4, help="learning rate of the encoder; of the heads ten times that")
    args.add_argument("--stop", type=int, help="end after so many steps (to compare beginnings)")
    return args.parse_args()


def optimiser_of(model, rate, steps):
    encoder = [p for p in model.encoder.parameters() if p.requires_grad]
    own = {id(p) for p in model.encoder.parameters()}
    groups = [{"params": encoder, "lr": rate}, {"params": [p for p in model.parameters() if id(p) not in own], "lr": 10 * rate}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    warm = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda i: min((i + 1) / 100, max(0.0, (steps - i) / steps)))
    return optimiser, warm


def main():
    a = arguments()
    torch.set_num_threads(int(os.environ.get("THREADS", "2")))
    random.seed(0)
    torch.manual_seed(0)
    os.makedirs(a.out, exist_ok=True)
    parts, pieces = data.load(a.data), m.Pieces()
    model, sentences = prepare(a, parts)
    ends = [0]
    for epoch in range(a.epochs):
        ends.append(ends[-1] + len(m.batches(sentences(epoch), a.words, random.Random(epoch))))
    steps = ends[-1]
    optimiser, schedule = optimiser_of(model, a.rate, steps)
    step, checkpoint = 0, f"{a.out}/checkpoint.pt"
    if os.path.exists(checkpoint):
        saved = torch.load(checkpoint, weights_only=False)
        for part, state in ((model, "model"), (optimiser, "optimiser"), (schedule, "schedule")):
            part.load_state_dict(saved[state])
        step = saved["step"]
    began = time.time()
    for epoch in range(a.epochs):
        for batch in m.batches(sentences(epoch), a.words, random.Random(epoch))[max(0, step - ends[epoch]):]:
            if step >= ends[epoch + 1]:
                break
            m.Quant.on = step >= steps * a.quantise_from
            loss = step_loss(model, batch, pieces, random.Random(step), a.soft if a.teacher else 0.0)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_([p for p in model.parameters() if p.requires_grad], 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            if step % 50 == 0:
                print(f"step {step} of {steps} loss {loss.item():.3f} {time.time() - began:.0f} s", flush=True)
            if step % 200 == 0 or step == steps:
                torch.save({"model": model.state_dict(), "optimiser": optimiser.state_dict(), "labels": model.labels,
                            "schedule": schedule.state_dict(), "step": step, "layers": len(model.encoder.layers)},
                           checkpoint + ".part")
                os.replace(checkpoint + ".part", checkpoint)
            if step == ends[epoch + 1] or step == a.stop:
                print(f"epoch {epoch + 1}, step {step}: {scores.all_parts(model, pieces, parts)}", flush=True)
            if step == a.stop:
                return


if __name__ == "__main__":
    main()
