#!/usr/bin/env python3
"""Makes data/en/coreference.tsv: the weights by which a phrase finds what it goes back to.

usage: train_coreference.py FEATURES GOLD [FEATURES GOLD ...] [--pronouns FEATURES GOLD WEIGHT] [--dev FEATURES GOLD] [-o TSV] [--source KEY]
                            [--genre A,B] [--epochs N] [--rate X] [--seed N] [--write-dev FILE] [--baseline FILE]

FEATURES is what `entente parse --chain-features --lang en GOLD` writes; GOLD is JSON Lines (.gz opened) with `text`
and `mentions` (start, end, chain). The model ranks each phrase's candidates and "none": the log of the share that the
right ones have (Durrett and Klein 2013, equation 2), with costs of 3 for a link missed, 1 for a wrong one and 0.5 for one too many,
by AdaGrad with an L1 penalty. --pronouns is a corpus that marks not all that is mentioned: of it "he", "she", "it", "they" and
persons' names are learnt from, each counting WEIGHT. --write-dev writes the chains of the --dev features with these weights, --baseline the
chains of a plain rule: the same words are the same thing, and a pronoun goes to the nearest phrase that agrees.
"""
import argparse
import gzip
import json
import math
import random
import sys
from array import array
from operator import itemgetter  # noqa: F401

MISSED, WRONG, EXTRA = 3.0, 1.0, 0.5
PRONOUNS = {"he", "she", "it", "they", "person"}  # and persons' names, so that the two do not drift apart


def read_lines(path):
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as f:
        for line in f:
            if line.strip():
                yield json.loads(line)


def code_points(text):
    """byte offset -> code point offset"""
    out, at = {}, 0
    for i, c in enumerate(text):
        out[at] = i
        at += len(c.encode("utf-8"))
    out[at] = len(text)
    return out


class Names:
    """Features as numbers."""

    def __init__(self):
        self.ids, self.names, self.counts = {}, [], []

    def get(self, name):
        i = self.ids.get(name)
        if i is None:
            i = self.ids[name] = len(self.names)
            self.names.append(name)
            self.counts.append(0)
        return i


def load(features_path, gold_path, names, genres, count, forms=None):
    """[(id, [(start, end, chain or None, [(candidate, features)])])]; with `forms`, candidates of gold mentions of these
    forms alone, and no features but those that are known"""
    gold = {g["id"]: g for g in read_lines(gold_path) if not genres or g.get("genre") in genres}
    out = []
    for line in read_lines(features_path):
        g = gold.get(line["id"])
        if g is None:
            continue
        places = code_points(g["text"])
        chain_of = {}
        for m in g["mentions"]:
            chain_of.setdefault((m["start"], m["end"]), m["chain"])
        phrases = []
        for p in line["phrases"]:
            span = places[p["begin"]], places[p["end"]]
            candidates = []
            if forms and (span not in chain_of or p["candidates"][0][1].split(" ")[1] not in forms):
                phrases.append((*span, chain_of.get(span), candidates))
                continue
            for c in p["candidates"]:
                if forms:
                    ids = array("i", [names.ids[f] for f in c[1:] if f in names.ids])
                else:
                    ids = array("i", [names.get(f) for f in c[1:]])
                if count:
                    for i in ids:
                        names.counts[i] += 1
                candidates.append((c[0], ids))
            phrases.append((*span, chain_of.get(span), candidates))
        out.append((line["id"], phrases))
    return out


def examples(documents, weight):
    """(candidates, which are right, costs, weight)"""
    out = []
    for _, phrases in documents:
        for _, _, chain, candidates in phrases:
            if not candidates:
                continue
            right = [i for i, (c, _) in enumerate(candidates) if c >= 0 and chain is not None and phrases[c][2] == chain]
            costs = [0.0] * len(candidates)
            if right:
                costs = [WRONG] * len(candidates)
                costs[0] = MISSED
                for i in right:
                    costs[i] = 0.0
            else:
                right = [0]
                costs = [EXTRA] * len(candidates)
                costs[0] = 0.0
            out.append(([f for _, f in candidates], set(right), costs, weight))
    return out


def train(data, size, known, epochs, seed, rate, penalty):
    w, h = [0.0] * (size + 1), [0.0] * (size + 1)
    rng = random.Random(seed)
    order = list(range(len(data)))
    get = w.__getitem__
    for epoch in range(epochs):
        rng.shuffle(order)
        loss = 0.0
        for n in order:
            features, right, costs, weight = data[n]
            scores = [sum(map(get, f)) + c for f, c in zip(features, costs)]
            top = max(scores)
            share = [math.exp(s - top) for s in scores]
            total = sum(share)
            good = sum(share[i] for i in right)
            loss += math.log(total / max(good, 1e-30))
            gradient = {}
            for i, f in enumerate(features):
                g = weight * (share[i] / total - (share[i] / max(good, 1e-30) if i in right else 0.0))
                if abs(g) < 0.003:
                    continue
                for k in f:
                    gradient[k] = gradient.get(k, 0.0) + g
            for k, g in gradient.items():
                if not known[k]:
                    continue
                h[k] += g * g
                step = rate / math.sqrt(h[k] + 1e-8)
                value = w[k] - step * g
                shrink = step * penalty
                w[k] = value - shrink if value > shrink else value + shrink if value < -shrink else 0.0
        print(f"epoch {epoch + 1}: loss {loss / len(data):.4f}, weights {sum(x != 0 for x in w)}", file=sys.stderr, flush=True)
    return w


def chains(documents, choose, out_path):
    with open(out_path, "w", encoding="utf-8") as out:
        for name, phrases in documents:
            ids, mentions, seen = [], [], set()
            for n, (start, end, _, candidates) in enumerate(phrases):
                best = choose(phrases, n, candidates)
                ids.append(n if best < 0 else ids[best])
                if (start, end) not in seen:
                    seen.add((start, end))
                    mentions.append({"start": start, "end": end, "chain": ids[-1]})
            out.write(json.dumps({"id": name, "mentions": mentions}) + "\n")


def baseline(names):
    """Same words, or for a pronoun the nearest phrase whose number and gender do not differ."""
    text = names.names

    def choose(phrases, n, candidates):
        form = text[candidates[0][1][0]].split(" ")[1]
        for c, features in candidates[1:]:
            values = {text[f].split(" ")[0]: text[f].split(" ")[1:] for f in features}
            if "match" in values:
                if values["match"][1] == "same":
                    return c
                continue
            if form not in ("he", "she", "it", "they", "i", "we", "you"):
                continue
            number, gender = values["number"][1], values["gender"][1]
            if form in ("i", "we", "you"):
                if values["form"][1] == form:
                    return c
                continue
            if number in ("sp", "ps") or gender in ("mf", "fm", "mn", "fn", "nm", "nf", "nh") or values["form"][1] in ("i", "we", "you"):
                continue
            if form in ("he", "she") and "?" in gender:
                continue
            return c
        return -1
    return choose


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("files", nargs="*")
    ap.add_argument("--dev", nargs=2)
    ap.add_argument("--pronouns", nargs=3, metavar=("FEATURES", "GOLD", "WEIGHT"))
    ap.add_argument("-o", "--output")
    ap.add_argument("--source", default="gum")
    ap.add_argument("--genre")
    ap.add_argument("--epochs", type=int, default=8)
    ap.add_argument("--rate", type=float, default=0.1)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--least", type=int, default=20, help="a feature must be seen so often")
    ap.add_argument("--penalty", type=float, default=3e-4)
    ap.add_argument("--write-dev")
    ap.add_argument("--baseline")
    o = ap.parse_args()
    names, documents = Names(), []
    genres = set(o.genre.split(",")) if o.genre else None
    for features, gold in zip(o.files[::2], o.files[1::2]):
        documents += load(features, gold, names, genres, True)
    size = len(names.names)
    known = [c >= o.least for c in names.counts]
    data = examples(documents, 1.0)
    if o.pronouns:
        features, gold, weight = o.pronouns
        data += examples(load(features, gold, names, None, False, PRONOUNS), float(weight))
    print(f"{len(documents)} documents, {len(data)} phrases, {sum(known)} of {size} features", file=sys.stderr, flush=True)
    w = train(data, size, known, o.epochs, o.seed, o.rate, o.penalty) if data else [0.0]
    if o.output:
        with open(o.output, "w", encoding="utf-8") as out:
            out.write("# What speaks for and against a phrase's going back to another: resolve/antecedents.h. Made by\n"
                      "# scripts/train_coreference.py; do not edit by hand.\n# feature\tweight\tsource\n")
            for name, weight in sorted((names.names[i], w[i]) for i in range(size) if abs(w[i]) >= 0.005):
                out.write(f"{name}\t{weight:.3f}\t{o.source}\n")
    if o.dev:
        dev = load(o.dev[0], o.dev[1], names, None, False)
        w += [0.0] * (len(names.names) - len(w) + 1)
        get = w.__getitem__
        if o.write_dev:
            chains(dev, lambda phrases, n, cs: max(cs, key=lambda c: sum(map(get, c[1])))[0], o.write_dev)
        if o.baseline:
            chains(dev, baseline(names), o.baseline)


if __name__ == "__main__":
    main()
