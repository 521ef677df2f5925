"""Trains the judge.

    python train.py --program DETENTE --data DATA --out DIR

The same command goes on after an interruption, from the last epoch that was finished. `--start FILE` goes on from another judge.
"""

import argparse
import pathlib
import random
import time
import zlib

import torch

import data
import network as n
import restore


def arguments():
    args = argparse.ArgumentParser()
    args.add_argument("--program", required=True, help="the command, which finds words, trees and parties")
    args.add_argument("--english", default=data.CODEBOOK.parent / "crates/english/model/english.bin", help="the English model, for its word vectors")
    args.add_argument("--out", required=True, type=pathlib.Path)
    args.add_argument("--start", help="a judge to go on from; it is narrow already")
    args.add_argument("--data", type=pathlib.Path, help="the corpora: learns from their labelled sentences, too")
    args.add_argument("--inner", type=int, default=896, help="units of the inner layers at the end")
    args.add_argument("--epochs", type=int, default=6, help="without --start the first two with all units")
    args.add_argument("--share", type=float, default=1.0, help="of the sentences with single pairs, drawn anew for each epoch")
    args.add_argument("--rate", type=float, default=1e-4)
    args.add_argument("--floor", type=float, default=0.02, help="share of the rate that is left at the end")
    args.add_argument("--rounded", type=float, default=0.6, help="share of the steps after which values are rounded as in the runtime")
    args.add_argument("--size", type=int, default=1500, help="pieces and markers a batch")
    args.add_argument("--threads", type=int, default=2)
    args.add_argument("--watch", type=pathlib.Path, help="sentences in data.py's form that are measured and never learnt from")
    return args.parse_args()


def parts(sentences):
    """What is learnt, with one pair or with all, and what is held back: a tenth of the sentences, a twelfth of the articles."""
    check = lambda text: zlib.crc32(text.encode())
    held = lambda s: check(s["group"]) % 12 == 0 if s["whole"] else check(" ".join(s["forms"])) % 10 == 0
    learn = [s for s in sentences if not held(s)]
    return [[s for s in learn if s["whole"] == whole] for whole in (False, True)], [s for s in sentences if held(s)]


@torch.no_grad()
def judged(judge, sentences, pieces):
    """(pair, probabilities of the types, scores of the status, of the direction), with values rounded."""
    judge.eval()
    before, n.english.Quant.on = n.english.Quant.on, True
    for batch in n.batches(sentences, 4000, random.Random(0)):
        found = judge(*n.encode(batch, pieces))
        pairs = [p for s in batch for p in s["pairs"]]
        yield from zip(pairs, found["kind"].softmax(-1), found["status"], found["reversed"][:, 0], strict=True)
    n.english.Quant.on = before
    judge.train()


def macro(pairs):
    labels = sorted({g for g, _ in pairs})
    f1 = [2 * sum(g == f == t for g, f in pairs) / max(1, sum(g == t for g, _ in pairs) + sum(f == t for _, f in pairs)) for t in labels]
    return 100 * sum(f1) / len(f1)


def report(judge, sentences, pieces):
    """How well types are told when there is an event, and how well events are found."""
    rows = list(judged(judge, sentences, pieces))
    nothing = judge.types.index("-")
    events = [row for row in rows if row[0]["type"] != "-"]
    types = [(p["type"], judge.types[int(k.index_fill(0, torch.tensor(nothing), -1).argmax())]) for p, k, _, _ in events]
    status = [n.STATUSES[int(s.argmax())] == p["status"] for p, _, s, _ in events if p["status"] in n.STATUSES]
    turned = [(float(t) > 0) == p["reversed"] for p, _, _, t in events if p["r"]]
    out = [f"{len(rows)} pairs: types {macro(types):.1f}, status {100 * sum(status) / max(1, len(status)):.1f}, "
           f"direction {100 * sum(turned) / max(1, len(turned)):.1f}; found"]
    for least in (0, 0.5, 0.7, 0.9):
        found = [(p["type"], judge.types[int(k.argmax())]) for p, k, _, _ in rows if float(k.max()) >= least]
        found = [f for f in found if f[1] != "-"]
        right = sum(g == f for g, f in found)
        out.append(f"{least}: P {100 * right / max(1, len(found)):.1f} R {100 * right / max(1, len(events)):.1f}")
    return " ".join(out)


def relate_scores(judge, sentences, pieces):
    """Macro F1 over root classes, quads, and two: what happens between two parties of whom something is told."""
    fold = lambda t: "YIELD" if t in ("CONCEDE", "RETREAT") else t
    quads = {t: q for q, ts in {1: "AGREE CONSULT SUPPORT YIELD", 2: "COOPERATE AID", 3: "REQUEST ACCUSE REJECT THREATEN",
                                4: "PROTEST SANCTION MOBILIZE COERCE ASSAULT"}.items() for t in ts.split()}
    nothing = torch.tensor(judge.types.index("-"))
    pairs = [(p["type"], fold(judge.types[int(k.index_fill(0, nothing, -1).argmax())])) for p, k, _, _ in judged(judge, sentences, pieces)]
    quad = [(quads[g], quads[f]) for g, f in pairs]
    return f"root {macro(pairs):.1f} quad {macro(quad):.1f} binary {macro([(g < 3, f < 3) for g, f in quad]):.1f}"


def optimiser_of(judge, a, first, steps):
    """AdamW with its schedule, of which the first steps are already done."""
    encoder = [p for p in judge.encoder.parameters() if p.requires_grad]
    rest = [p for k, p in judge.named_parameters() if not k.startswith("encoder.")]
    optimiser = torch.optim.AdamW([{"params": encoder, "lr": a.rate}, {"params": rest, "lr": 5 * a.rate}], weight_decay=0.01, fused=True)
    share = lambda i: min((i + 1) / 60, max(a.floor, (steps - first - i) / steps))
    return optimiser, torch.optim.lr_scheduler.LambdaLR(optimiser, share)


def narrowed(judge, train, pieces, inner):
    """The same judge with the heaviest units of its inner layers alone."""
    loss_of = lambda found, batch: n.loss_of(found, batch, judge.types, judge.modes)
    given = ((n.encode(batch, pieces), lambda found, batch=batch: loss_of(found, batch)) for batch in n.batches(train, 1500, random.Random(0))[:60])
    units = n.slim.units_of(judge, given)
    out = n.Judge(judge.types, judge.modes, len(judge.encoder.layers), inner)
    out.load_state_dict(n.slim.narrowed(judge.state_dict(), units, inner))
    return out


def first_judge(types, modes, a):
    """One that goes on from another; else layers as all-MiniLM has them, word vectors and shapes as the English model has them.
    The word vectors stay."""
    if a.start:
        judge = judge_of(torch.load(a.start, weights_only=False))
    else:
        judge = n.Judge(types, modes)
        judge.encoder.load_minilm()
        with torch.no_grad():
            judge.encoder.words.weight.copy_(restore.words(a.english))
            judge.encoder.shapes.weight.copy_(restore.shapes(a.english))
    with torch.no_grad():
        # In bytes, as the file of the English model holds them.
        judge.encoder.words.weight.copy_(n.english.RoundedWeights.apply(judge.encoder.words.weight))
    return judge


class Run:
    """A training with what it takes to go on after an interruption."""

    def __init__(self, a, judge, steps):
        self.a, self.steps, self.step, self.epochs, self.began = a, steps, 0, 0, time.time()
        self.go_on_with(judge)
        self.place = a.out / "going.pt"
        if self.place.exists():
            saved = torch.load(self.place, weights_only=False)
            self.step = saved["first"]
            self.go_on_with(judge_of(saved["judge"]))
            self.optimiser.load_state_dict(saved["optimiser"])
            self.schedule.load_state_dict(saved["schedule"])
            self.step, self.epochs = saved["step"], saved["epochs"]

    def go_on_with(self, judge):
        """Takes a judge, and an optimiser for it."""
        judge.encoder.words.weight.requires_grad_(False)
        self.judge, self.first = judge, self.step
        self.optimiser, self.schedule = optimiser_of(judge, self.a, self.first, self.steps)

    def learn(self, batches, pieces):
        judge = self.judge
        judge.train()
        for batch in batches:
            n.english.Quant.on = self.step > self.a.rounded * self.steps
            loss = n.loss_of(judge(*n.encode(batch, pieces, random.Random(self.step))), batch, judge.types, judge.modes)
            self.optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(judge.parameters(), 1.0)
            self.optimiser.step()
            self.schedule.step()
            self.step += 1
            if self.step % 50 == 0:
                print(f"step {self.step} of {self.steps} loss {loss.item():.3f} {time.time() - self.began:.0f} s", flush=True)

    def save(self, epochs):
        judge = self.judge
        saved = {"model": judge.state_dict(), "types": judge.types, "modes": judge.modes, "layers": len(judge.encoder.layers),
                 "inner": judge.encoder.layers[0].up.out_features}
        torch.save(saved, self.a.out / "judge.pt")
        going = {"judge": saved, "optimiser": self.optimiser.state_dict(), "schedule": self.schedule.state_dict(), "first": self.first,
                 "step": self.step, "epochs": epochs}
        torch.save(going, self.place.with_suffix(".part"))
        self.place.with_suffix(".part").replace(self.place)


def judge_of(saved):
    judge = n.Judge(saved["types"], saved["modes"], saved["layers"], saved["inner"])
    judge.load_state_dict(saved["model"])
    return judge


def main():
    a = arguments()
    torch.set_num_threads(a.threads)
    torch.manual_seed(0)
    a.out.mkdir(parents=True, exist_ok=True)
    (single, whole), held = parts(data.load(a.program, a.out / "sentences.jsonl", a.data))
    watched = data.load(a.program, a.watch) if a.watch else []
    pairs = [p for s in single + whole for p in s["pairs"]]
    types, modes = sorted({p["type"] for p in pairs}), sorted({f"{p['type']}/{m}" for p in pairs for m in p["modes"]})
    pieces, judge = n.english.Pieces(), first_judge(types, modes, a)
    drawn = lambda epoch: [s for rng in [random.Random(100 + epoch)] for s in single if rng.random() < a.share] + whole
    steps = a.epochs * len(n.batches(drawn(0), a.size, random.Random(0)))
    run = Run(a, judge, steps)
    print(len(single), "sentences with single pairs,", len(whole), "with all,", len(pairs), "pairs,", len(held), "sentences held,", steps, "steps", flush=True)
    for epoch in range(run.epochs, a.epochs):
        if epoch == 2 and not a.start:
            run.go_on_with(narrowed(run.judge, drawn(epoch), pieces, a.inner))
        run.learn(n.batches(drawn(epoch), a.size, random.Random(epoch)), pieces)
        run.save(epoch + 1)
        print(f"epoch {epoch + 1}: single {report(run.judge, [s for s in held if not s['whole']], pieces)}", flush=True)
        print(f"  articles {report(run.judge, [s for s in held if s['whole']], pieces)}", flush=True)
        if watched:
            print("  watched:", relate_scores(run.judge, watched, pieces), flush=True)


if __name__ == "__main__":
    main()
