"""The judge: an encoder that reads a sentence once, and for each pair of spans three markers that look on.

The words see each other and no marker; the markers of a pair (the pair's own, its actor's, its recipient's) see the words and
each other. So one reading of a sentence serves all of its pairs. A span's marker begins as the mean of its pieces, with a
vector for its part. Word vectors are those of the English model. What the heads read are the three markers.
"""

import pathlib
import sys

import torch
from torch import nn
from torch.nn import functional as F

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "english"))
import model as english  # noqa: E402
import slim  # noqa: E402

STATUSES = ["happened", "ongoing", "planned", "proposed", "threatened", "denied", "disputed", "hypothetical", "historical"]
PAIR, ACTOR, RECIPIENT, NOBODY = range(4)
# How a party hangs below the word where the ways of the two meet; the first is of those that hang otherwise, of the word itself,
# or in another sentence.
RELATIONS = ["", "nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "nmod", "nmod:poss", "nmod:desc", "nmod:unmarked", "amod",
             "compound", "appos", "conj", "ccomp", "xcomp", "advcl", "acl", "acl:relcl", "parataxis", "csubj", "flat", "dep", "SELF",
             "APART"]
LONGEST = 255


class Judge(nn.Module):
    def __init__(self, types, modes, layers=6, inner=1536, width=384, hidden=384):
        super().__init__()
        self.types, self.modes = types, modes
        self.encoder = english.Encoder(layers, width, inner)
        self.parts, self.relations = nn.Embedding(4, width), nn.Embedding(len(RELATIONS), width)
        nn.init.normal_(self.parts.weight, std=0.02)
        nn.init.normal_(self.relations.weight, std=0.02)
        self.pair = english.QLinear(3 * width, hidden)
        self.heads = nn.ModuleDict({"kind": english.QLinear(hidden, len(types)), "mode": english.QLinear(hidden, len(modes)),
                                    "status": english.QLinear(hidden, len(STATUSES)), "reversed": english.QLinear(hidden, 1),
                                    "alleged": english.QLinear(hidden, 1)})
        self.drop = nn.Dropout(0.2)

    def forward(self, ids, shapes, mask, spans, relations, real):
        """spans: for each sentence, pair and marker the shares of the pieces (b, k, 3, n); relations: how the
        two hang (b, k, 2); real: which pairs are (b, k).
        The heads' rows are the real pairs, in their order."""
        e = self.encoder
        plain = e.words(ids) + e.places(torch.arange(ids.size(1))) + e.shapes(shapes)
        b, k = real.shape
        empty = spans[:, :, 2].sum(-1) == 0
        kinds = torch.tensor([PAIR, ACTOR, RECIPIENT]).expand(b, k, 3).clone()
        kinds[:, :, 2] = torch.where(empty, NOBODY, RECIPIENT)
        marks = (spans.flatten(1, 2) @ plain).view(b, k, 3, -1) + self.parts(kinds)
        marks = torch.cat([marks[:, :, :1], marks[:, :, 1:] + self.relations(relations)], 2)
        x, m = e.drop(e.norm(plain)), e.drop(e.norm(marks))
        for layer in e.layers:
            x, m = step(layer, x, m, mask)
        h = self.drop(torch.relu(self.pair(self.drop(m[real].flatten(1)))))
        return {name: head(h) for name, head in self.heads.items()}


def step(layer, x, m, mask):
    """A layer: the words attend to the words, a pair's markers to the words and each other."""
    (b, n, w), k, h = x.shape, m.size(1), layer.heads
    split = lambda rows: layer.qkv(rows).view(b, -1, 3, h, w // h).permute(2, 0, 3, 1, 4)
    q, keys, values = split(x)
    mq, mk, mv = split(m.reshape(b, 3 * k, w))
    seen = F.scaled_dot_product_attention(q, keys, values, attn_mask=mask[:, None, None, :])
    scale = (w // h) ** -0.5
    words = (mq @ keys.transpose(-1, -2) * scale).masked_fill(~mask[:, None, None, :], -1e4).view(b, h, k, 3, n)
    group = lambda t: t.reshape(b, h, k, 3, w // h)
    own = group(mq) @ group(mk).transpose(-1, -2) * scale
    weights = torch.cat([words, own], -1).softmax(-1)
    mixed = (weights[..., :n].reshape(b, h, 3 * k, n) @ values).view(b, h, k, 3, w // h) + weights[..., n:] @ group(mv)
    mixed = mixed.permute(0, 2, 3, 1, 4).reshape(b, k, 3, w)
    rest = lambda rows, a: inner(layer, layer.norm1(rows + layer.drop(layer.out(a))))
    return rest(x, seen.transpose(1, 2).reshape(b, n, w)), rest(m, mixed)


def inner(layer, x):
    return layer.norm2(x + layer.drop(layer.down(F.gelu(layer.up(x)))))


def route(heads, relations, a, r):
    """The word where the ways of two parties meet (None: in different sentences), and how each hangs below it. Of one party alone
    the word above it."""
    head = lambda span: next((w for w in span if heads[w] not in span), span[0])
    up = lambda w: [w] + (up(heads[w]) if heads[w] >= 0 else [])
    general = lambda name: name if name in RELATIONS else name.split(":")[0]
    index = lambda name: RELATIONS.index(general(name)) if general(name) in RELATIONS else 0
    one = up(head(a))
    if not r:
        return (one[1] if len(one) > 1 else one[0]), index(relations[one[0]]), 0
    other = up(head(r))
    top = next((w for w in one if w in other), None)
    if top is None:
        return None, index("APART"), index("APART")
    below = lambda way: index("SELF") if way[0] == top else index(relations[way[way.index(top) - 1]])
    return top, below(one), below(other)


def encode(batch, pieces, noise=None):
    """Tensors of sentences with their pairs; `noise`: a random.Random that hides words and parties, or None."""
    rows, spans, ways, count = [], [], [], max(len(s["pairs"]) for s in batch)
    for s in batch:
        parties = sorted({w for p in s["pairs"] for w in p["a"] + p["r"]})
        hide = set(parties) if noise and noise.random() < 0.2 else set()
        ids, shapes, where = [101], [0], []
        for number, form in enumerate(s["forms"]):
            word = pieces(form)
            if noise and (noise.random() < 0.05 or number in hide):
                word = [english.MASK_PIECE]
            where.append((len(ids), len(ids) + len(word)))
            ids += word
            shapes += [english.shape(form)] * len(word)
        rows.append((ids[:LONGEST] + [102], shapes[:LONGEST] + [0]))
        routes = [route(s["heads"], s["relations"], p["a"], p["r"]) for p in s["pairs"]]
        ways.append([way[1:] for way in routes])
        tops = [[0] if top is None else range(*where[top]) for top, _, _ in routes]
        sides = [[[i for w in p[key] for i in range(*where[w])] for key in "ar"] for p in s["pairs"]]
        spans.append([[top, *side] for top, side in zip(tops, sides, strict=True)])
    width = max(len(ids) for ids, _ in rows)
    pad = lambda lists: torch.tensor([x + [0] * (width - len(x)) for x in lists])
    mask = torch.tensor([[1] * len(ids) + [0] * (width - len(ids)) for ids, _ in rows]).bool()
    relations = torch.zeros(len(batch), count, 2, dtype=torch.long)
    shares, real = torch.zeros(len(batch), count, 3, width), torch.zeros(len(batch), count, dtype=torch.bool)
    for i, pairs in enumerate(spans):
        for k, marks in enumerate(pairs):
            real[i, k], relations[i, k] = True, torch.tensor(ways[i][k])
            for j, at in enumerate(marks):
                read = [x for x in at if x < LONGEST]
                shares[i, k, j, read] = 1 / max(1, len(read))
    return pad([r[0] for r in rows]), pad([r[1] for r in rows]), mask, shares, relations, real


def batches(sentences, size, rng):
    """About `size` words and markers a batch, of sentences about equally long and with about as many pairs: a tenth of the rows is
    empty, where length alone left two in five."""
    words, marks = (lambda s: len(s["forms"]) * 1.25 + 2), (lambda s: 3 * len(s["pairs"]))
    order = sorted(sentences, key=lambda s: (int((words(s) + rng.random() * 4) / 8), len(s["pairs"]) + rng.random() / 2))
    out, cur, most = [], [], (0, 0)
    for s in order:
        grown = max(most[0], words(s)), max(most[1], marks(s))
        if cur and sum(grown) * (len(cur) + 1) > size:
            out.append(cur)
            cur, grown = [], (words(s), marks(s))
        cur.append(s)
        most = grown
    out.append(cur)
    rng.shuffle(out)
    return out


def loss_of(found, batch, types, modes):
    pairs = [p for s in batch for p in s["pairs"]]
    index = {t: i for i, t in enumerate(types)}
    gold = torch.tensor([index[p["type"]] for p in pairs])
    loss = F.cross_entropy(found["kind"], gold, label_smoothing=0.03)
    status = torch.tensor([STATUSES.index(p["status"]) if p["status"] in STATUSES else -100 for p in pairs])
    if (status >= 0).any():
        loss = loss + 0.5 * F.cross_entropy(found["status"], status, ignore_index=-100) * (status >= 0).float().mean()
    binary = F.binary_cross_entropy_with_logits
    known = torch.tensor([bool(p["r"]) and p["type"] != "-" for p in pairs])
    if known.any():
        turned = torch.tensor([float(p["reversed"]) for p in pairs])
        loss = loss + 0.3 * binary(found["reversed"][known, 0], turned[known]) * known.float().mean()
    known = torch.tensor([p["alleged"] is not None and p["type"] != "-" for p in pairs])
    if known.any():
        alleged = torch.tensor([float(p["alleged"] == "yes") for p in pairs])
        loss = loss + 0.3 * binary(found["alleged"][known, 0], alleged[known]) * known.float().mean()
    known = torch.tensor([p["alleged"] is not None for p in pairs])
    if known.any():
        want = torch.tensor([[float(any(f"{p['type']}/{m}" == mode for m in p["modes"])) for mode in modes] for p in pairs])
        loss = loss + 3 * binary(found["mode"][known], want[known]) * known.float().mean()
    return loss
