"""Which units of a network's inner layers matter least, so that a student can be narrower than its teacher.

A unit's weight is how much the loss would change without it, to first order: the mean over words of |activation × gradient|.
"""

import random

import torch

import model as m


def units_by_weight(network, sentences, pieces, loss_of, count=40):
    """For each layer the numbers of its inner units, the heaviest first, judged on `count` batches of `sentences`."""
    def given():
        for batch in m.batches(sentences, 1200, random.Random(0))[:count]:
            inputs, gold = m.encode(batch, pieces, network.labels)
            yield inputs, lambda found, gold=gold: loss_of(network, found, gold)
    return units_of(network, given())


def units_of(network, batches):
    """The same for pairs of inputs and the loss of what is found for them."""
    network.eval()
    weights = [torch.zeros(layer.up.out_features) for layer in network.encoder.layers]
    kept = [[] for _ in weights]
    hooks = [layer.down.register_forward_pre_hook(keep(kept, number)) for number, layer in enumerate(network.encoder.layers)]
    for inputs, loss_of in batches:
        loss_of(network(*inputs)).backward()
        for weight, calls in zip(weights, kept, strict=True):
            # What a call gave to nobody has no gradient: the judge's last layer reads no words on.
            for values in (v for v in calls if v.grad is not None):
                weight += (values.detach() * values.grad).abs().flatten(0, -2).sum(0)
            calls.clear()
        network.zero_grad()
    for hook in hooks:
        hook.remove()
    return [w.argsort(descending=True) for w in weights]


def keep(kept, number):
    def hook(_, inputs):
        inputs[0].retain_grad()
        kept[number].append(inputs[0])
    return hook


def narrowed(state, units, inner):
    """The parameters of a network with only the `inner` heaviest units of each layer, in their old order."""
    state = dict(state)
    for number, order in enumerate(units):
        chosen, layer = order[:inner].sort().values, f"encoder.layers.{number}."
        for key, axis in (("up.weight", 0), ("up.bias", 0), ("down.weight", 1)):
            state[layer + key] = state[layer + key].index_select(axis, chosen)
    return state
