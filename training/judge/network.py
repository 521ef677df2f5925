"""The judge: an encoder that reads a sentence with two marked spans, and heads for what happens between them.

Its word vectors are those of the English model. Each piece also gets a vector for its part in the pair (neither, actor,
recipient); what the heads read are the [CLS] position and the means over the pieces of actor and recipient.
"""

import pathlib
import sys

import torch
from torch import nn

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "english"))
import model as english  # noqa: E402
import slim  # noqa: E402

STATUSES = ["happened", "ongoing", "planned", "proposed", "threatened", "denied", "disputed", "hypothetical", "historical"]
NEITHER, ACTOR, RECIPIENT = range(3)


class Judge(nn.Module):
    def __init__(self, types, modes, layers=6, inner=1536, width=384, hidden=384):
        super().__init__()
        self.types, self.modes = types, modes
        self.encoder = english.Encoder(layers, width, inner)
        self.parts = nn.Embedding(3, width)
        nn.init.normal_(self.parts.weight, std=0.02)
        self.pair = english.QLinear(3 * width, hidden)
        self.heads = nn.ModuleDict({"kind": english.QLinear(hidden, len(types)), "mode": english.QLinear(hidden, len(modes)),
                                    "status": english.QLinear(hidden, len(STATUSES)), "reversed": english.QLinear(hidden, 1),
                                    "alleged": english.QLinear(hidden, 1)})
        self.drop = nn.Dropout(0.2)

    def forward(self, ids, shapes, parts, mask):
        e = self.encoder
        x = e.words(ids) + e.places(torch.arange(ids.size(1))) + e.shapes(shapes) + self.parts(parts)
        x = e.drop(e.norm(x))
        for layer in e.layers:
            x = layer(x, mask[:, None, None, :])
        mean = lambda part: (x * (parts == part).unsqueeze(-1)).sum(1) / (parts == part).sum(1, keepdim=True).clamp(min=1)
        h = torch.cat([x[:, 0], mean(ACTOR), mean(RECIPIENT)], -1)
        h = self.drop(torch.relu(self.pair(self.drop(h))))
        return {name: head(h) for name, head in self.heads.items()}


def encode(batch, pieces, noise=None):
    rows = []
    for row in batch:
        ids, shapes, parts = [101], [0], [NEITHER]
        hide = {key for key in "ar" if noise and noise.random() < 0.25}
        a, r = set(row["a"]), set(row["r"])
        for number, form in enumerate(row["forms"]):
            part = ACTOR if number in a else RECIPIENT if number in r else NEITHER
            word = pieces(form)
            if noise and (noise.random() < 0.05 or (part == ACTOR and "a" in hide) or (part == RECIPIENT and "r" in hide)):
                word = [english.MASK_PIECE]
            ids += word
            shapes += [english.shape(form)] * len(word)
            parts += [part] * len(word)
        rows.append((ids[:255] + [102], shapes[:255] + [0], parts[:255] + [NEITHER]))
    width = max(len(ids) for ids, _, _ in rows)
    pad = lambda lists: torch.tensor([x + [0] * (width - len(x)) for x in lists])
    mask = torch.tensor([[1] * len(ids) + [0] * (width - len(ids)) for ids, _, _ in rows]).bool()
    return pad([r[0] for r in rows]), pad([r[1] for r in rows]), pad([r[2] for r in rows]), mask


def batches(rows, size, rng):
    order = sorted(rows, key=lambda row: len(row["forms"]) + rng.random() * 6)
    out = [order[at:at + size] for at in range(0, len(order), size)]
    rng.shuffle(out)
    return out


def loss_of(found, batch, types, modes):
    index = {t: i for i, t in enumerate(types)}
    gold = torch.tensor([index[row["type"]] for row in batch])
    loss = nn.functional.cross_entropy(found["kind"], gold, label_smoothing=0.05)
    status = torch.tensor([STATUSES.index(row["status"]) if row["status"] in STATUSES else -100 for row in batch])
    if (status >= 0).any():
        loss = loss + 0.5 * nn.functional.cross_entropy(found["status"], status, ignore_index=-100)
    binary = nn.functional.binary_cross_entropy_with_logits
    known = torch.tensor([bool(row["r"]) and row["type"] != "-" for row in batch])
    if known.any():
        turned = torch.tensor([float(row["reversed"]) for row in batch])
        loss = loss + 0.3 * binary(found["reversed"][known, 0], turned[known])
    known = torch.tensor([row["alleged"] is not None and row["type"] != "-" for row in batch])
    if known.any():
        alleged = torch.tensor([float(row["alleged"] == "yes") for row in batch])
        loss = loss + 0.3 * binary(found["alleged"][known, 0], alleged[known])
    known = torch.tensor([row["alleged"] is not None for row in batch])
    if known.any():
        want = torch.tensor([[
                              float(any(f"{row['type']}/{m}" == mode for m in row["modes"])) for mode in modes] for row in batch])
        loss = loss + 3 * binary(found["mode"][known], want[known])
    return loss


def units_by_weight(judge, batches, pieces, loss_of):
    """See slim.units_by_weight, for pairs."""
    inputs = ((encode(batch, pieces), batch) for batch in batches)
    return slim.units_of(judge, ((given, lambda found, b=batch: loss_of(found, b)) for given, batch in inputs))
