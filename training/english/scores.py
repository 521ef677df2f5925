"""Scores of a model on what is set aside: tags and trees (greedy heads), names (exact spans)."""

import torch

import model as m


@torch.no_grad()
def trees(model, pieces, sentences):
    """UPOS, morphology, UAS, LAS with subtypes and LAS with subtypes folded, in percent of words."""
    n, right_of = 0, dict.fromkeys(("UPOS", "feats", "UAS", "LAS-full", "LAS"), 0)
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
        for key, hits in (("UPOS", (tags["upos"].argmax(-1) == gold["upos"]) & known),
                          ("feats", (tags["feats"].argmax(-1) == gold["feats"]) & known), ("UAS", right),
                          ("LAS-full", right & (rel == gold["deprels"])),
                          ("LAS", right & (base[rel] == base[gold["deprels"].clamp(min=0)]) & (gold["deprels"] >= 0))):
            right_of[key] += hits.sum().item()
    return " ".join(f"{k} {100 * v / n:.2f}" for k, v in right_of.items())


def spans(labels, kinds):
    """Names as (first, end, kind); an inside label without a beginning begins a name."""
    found, start = set(), None
    for i, label in enumerate(labels + ["O"]):
        if start is not None and (label[0] != "I" or label[2:] != labels[start][2:]):
            found.add((start, i, labels[start][2:]))
            start = None
        if label != "O" and start is None:
            start = i
    return {s for s in found if s[2] in kinds}


@torch.no_grad()
def names(model, pieces, sentences, kinds=("PER", "ORG", "LOC")):
    """F1 of exact names of the given kinds, in percent."""
    both = ours = gold = 0
    for batch in m.batches(sentences, 2500):
        inputs, _ = m.encode(batch, pieces)
        best = model(*inputs)[0]["names"].argmax(-1).tolist()
        for s, row in zip(batch, best, strict=True):
            found = spans([model.labels["names"][j] for j in row[1:len(s["forms"]) + 1]], kinds)
            right = spans(s["names"], kinds)
            both, ours, gold = both + len(found & right), ours + len(found), gold + len(right)
    return f"{200 * both / max(1, ours + gold):.2f}"


def all_parts(model, pieces, parts):
    model.eval()
    held = parts["names_held"]
    text = (f"ewt-dev {trees(model, pieces, parts['dev'])} | gum-aside {trees(model, pieces, parts['held'])} | names: "
            + ", ".join(f"{k} {names(model, pieces, s)}" for k, s in held.items()))
    model.train()
    return text
