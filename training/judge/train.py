"""Trains the judge.

    python train.py --program DETENTE --words STUDENT/checkpoint.pt --out DIR
"""

import argparse
import collections
import pathlib
import random
import time
import zlib

import torch

import data
import network as n


def macro(pairs):
    labels = sorted({g for g, _ in pairs})
    f1 = [2 * sum(g == f == t for g, f in pairs) / max(1, sum(g == t for g, _ in pairs) + sum(f == t for _, f in pairs)) for t in labels]
    return 100 * sum(f1) / len(f1)


@torch.no_grad()
def judged(judge, rows, pieces):
    judge.eval()
    out = {}
    for batch in n.batches(rows, 64, random.Random(0)):
        found = judge(*n.encode(batch, pieces))
        for i, row in enumerate(batch):
            out[id(row)] = {k: v[i] for k, v in found.items()}
    judge.train()
    return [out[id(row)] for row in rows]


def report(judge, held, pieces):
    found = judged(judge, held, pieces)
    types = [(row["type"], judge.types[int(f["kind"].argmax())]) for row, f in zip(held, found)]
    status = [n.STATUSES[int(f["status"].argmax())] == row["status"] for row, f in zip(held, found) if row["status"] in n.STATUSES]
    turned = [(float(f["reversed"]) > 0) == row["reversed"] for row, f in zip(held, found) if row["r"] and row["type"] != "-"]
    mask = torch.tensor([t == "-" for t in judge.types])
    forced = [(row["type"], judge.types[int(f["kind"].masked_fill(mask, -1e9).argmax())]) for row, f in zip(held, found) if row["type"] != "-"]
    return (f"types with none {macro(types):.1f}, types alone {macro(forced):.1f}, status {100 * sum(status) / len(status):.1f}, "
            f"direction {100 * sum(turned) / len(turned):.1f}")


def arguments():
    args = argparse.ArgumentParser()
    args.add_argument("--program", required=True, help="the command, which finds the words of the sentences")
    args.add_argument("--words", required=True, help="checkpoint of the English model, for its word vectors")
    args.add_argument("--out", required=True, type=pathlib.Path)
    args.add_argument("--inner", type=int, default=896, help="units of the inner layers at the end")
    args.add_argument("--epochs", type=int, default=5, help="the first two with all units")
    args.add_argument("--start", help="a judge to go on from; it is narrow already")
    args.add_argument("--start-rows", type=pathlib.Path, help="rows of which that judge may have learnt any: they are not held back")
    args.add_argument("--rate", type=float, default=1e-4)
    args.add_argument("--size", type=int, default=32, help="rows a batch")
    args.add_argument("--threads", type=int, default=2)
    args.add_argument("--data", type=pathlib.Path, help="the corpora: learns from their labelled sentences, too")
    args.add_argument("--watch", type=pathlib.Path, help="rows with marked pairs that are measured and never learnt from")
    return args.parse_args()


def parts(rows, first):
    """What is learnt and what is held back: a tenth of the sentences by their checksum, but nothing that a judge to go on from
    may have learnt."""
    early = {row["text"] for row in first}
    held = {row["text"] for row in rows if zlib.crc32(row["text"].encode()) % 10 == 0} - early
    return [row for row in rows if row["text"] not in held], [row for row in rows if row["text"] in held]


def optimiser_of(judge, rate, first, steps):
    """AdamW with its schedule, of which the first steps are already done."""
    encoder = [p for p in judge.encoder.parameters() if p.requires_grad]
    rest = [p for k, p in judge.named_parameters() if not k.startswith("encoder.")]
    optimiser = torch.optim.AdamW([{"params": encoder, "lr": rate}, {"params": rest, "lr": 5 * rate}], weight_decay=0.01)
    share = lambda i: min((i + 1) / 60, max(0.0, (steps - first - i) / steps))
    return optimiser, torch.optim.lr_scheduler.LambdaLR(optimiser, share)


def narrowed(judge, train, pieces, inner):
    """The same judge with the heaviest units of its inner layers alone."""
    loss_of = lambda found, batch: n.loss_of(found, batch, judge.types, judge.modes)
    units = n.units_by_weight(judge, n.batches(train, 32, random.Random(0))[:60], pieces, loss_of)
    out = n.Judge(judge.types, judge.modes, len(judge.encoder.layers), inner)
    out.load_state_dict(n.slim.narrowed(judge.state_dict(), units, inner))
    out.encoder.words.weight.requires_grad_(False)
    return out


def main():
    a = arguments()
    torch.set_num_threads(a.threads)
    torch.manual_seed(0)
    a.out.mkdir(parents=True, exist_ok=True)
    rows = data.load(a.program, a.out / "rows.jsonl", a.data)
    watched = data.load(a.program, a.watch) if a.watch else []
    train, held = parts(rows, data.load(a.program, a.start_rows) if a.start_rows else [])
    types = sorted({row["type"] for row in rows})
    modes = sorted({f"{row['type']}/{m}" for row in rows for m in row["modes"]})
    pieces, judge = n.english.Pieces(), first_judge(types, modes, a)
    each = -(-len(train) // a.size)
    steps, step, began = a.epochs * each, 0, time.time()
    optimiser, schedule = optimiser_of(judge, a.rate, 0, steps)
    print(len(train), "rows to learn,", len(held), "held,", steps, "steps", collections.Counter(r["type"] for r in train), flush=True)
    for epoch in range(a.epochs):
        if epoch == 2 and not a.start:
            judge = narrowed(judge, train, pieces, a.inner)
            optimiser, schedule = optimiser_of(judge, a.rate, step, steps)
        for batch in n.batches(train, a.size, random.Random(epoch)):
            n.english.Quant.on = bool(a.start) or step > 0.6 * steps
            loss = n.loss_of(judge(*n.encode(batch, pieces, random.Random(step))), batch, types, modes)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(judge.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            if step % 50 == 0:
                print(f"step {step} of {steps} loss {loss.item():.3f} {time.time() - began:.0f} s", flush=True)
        print(f"epoch {epoch + 1}: {report(judge, held, pieces)}", flush=True)
        if watched:
            print("  watched:", relate_scores(judge, watched, pieces), flush=True)
        torch.save({"model": judge.state_dict(), "types": types, "modes": modes, "layers": 6,
                    "inner": judge.encoder.layers[0].up.out_features}, a.out / "judge.pt")


def first_judge(types, modes, a):
    """One that goes on from another; else layers as all-MiniLM has them, word vectors and shapes as the English model has them.
    The word vectors stay."""
    if a.start:
        saved = torch.load(a.start, weights_only=False)
        judge = n.Judge(types, modes, saved["layers"], saved["inner"])
        judge.load_state_dict(saved["model"])
        with torch.no_grad():
            judge.encoder.words.weight.copy_(n.english.RoundedWeights.apply(judge.encoder.words.weight))
        judge.encoder.words.weight.requires_grad_(False)
        return judge
    judge = n.Judge(types, modes)
    judge.encoder.load_minilm()
    words = torch.load(a.words, weights_only=False)["model"]
    with torch.no_grad():
        # In bytes, as the file of the English model holds them.
        judge.encoder.words.weight.copy_(n.english.RoundedWeights.apply(words["encoder.words.weight"]))
        judge.encoder.shapes.weight.copy_(words["encoder.shapes.weight"])
    judge.encoder.words.weight.requires_grad_(False)
    return judge


def relate_scores(judge, rows, pieces):
    fold = lambda t: "YIELD" if t in ("CONCEDE", "RETREAT") else t
    quads = {t: q for q, ts in {1: "AGREE CONSULT SUPPORT YIELD", 2: "COOPERATE AID", 3: "REQUEST ACCUSE REJECT THREATEN",
                                4: "PROTEST SANCTION MOBILIZE COERCE ASSAULT"}.items() for t in ts.split()}
    mask = torch.tensor([t == "-" for t in judge.types])
    found = [judge.types[int(f["kind"].masked_fill(mask, -1e9).argmax())] for f in judged(judge, rows, pieces)]
    pairs = [(row["type"], fold(t)) for row, t in zip(rows, found)]
    quad = [(quads[g], quads[f]) for g, f in pairs]
    return f"root {macro(pairs):.1f} quad {macro(quad):.1f} binary {macro([(g < 3, f < 3) for g, f in quad]):.1f}"


if __name__ == "__main__":
    main()
