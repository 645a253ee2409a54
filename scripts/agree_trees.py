#!/usr/bin/env python3
"""Trees that two revisions of the reader agree on, for text that nobody annotated with trees: models/agreed-trees.txt.xz.

usage: agree_trees.py PROGRAM SHARE_A SHARE_B CORPORA OUT

PROGRAM is entente; SHARE_A and SHARE_B are folders as `--share` takes them, with two models. CORPORA holds what
prepare_reader_corpora.py wrote. Read are its names-only corpora of edited text (EDITED below) with their own words, and our own
sentences, models/written-names-*.txt, cut into words and sentences by A. For each word OUT says FORM UPOS FEATS HEAD DEPREL NER,
tab between; a part of speech (with its features) or a head (with its relation) on which the two differ is "_", what both are known to get wrong is mended (`mended`). FORM and NER
stand for our own sentences only: the corpora's words stay where they are. "# corpus NAME" begins a corpus; an empty line ends a
sentence.
"""
import glob
import json
import lzma
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
EDITED = ("wikigold", "re3d", "crossner")
DAYS = {d.lower() for d in "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()}
SPEAKS = set("""say add note state explain declare announce affirm stress insist warn assure claim argue reply recall maintain reiterate
highlight confirm acknowledge admit denounce allege promise vow conclude remark write celebrate emphasize emphasise underline underscore
complain concede observe tweet shout demand lament comment continue respond""".split())
MARK = re.compile(r"\[(PER|ORG|LOC|NORP|MISC) ([^][]+)\]")


def sentences(lines):
    """(document, rows) of CoNLL-U."""
    document, rows = "", []
    for line in lines:
        line = line.rstrip("\n")
        if line.startswith("# newdoc id"):
            document = line.split("=", 1)[1].strip()
        elif line and not line.startswith("#"):
            rows.append(line.split("\t"))
        elif not line and rows:
            yield document, rows
            rows = []


def words(rows):
    return [r for r in rows if r[0].isdigit()]


def unmarked(line, place):
    """The text of a marked line without its blanks' places: characters, and the tag of each that is no blank."""
    text, tags, at = "", [], 0

    def plain(piece):
        nonlocal text
        text += piece
        tags.extend("O" for c in piece if not c.isspace())

    for mark in MARK.finditer(line):
        plain(line[at:mark.start()])
        text += mark[2]
        begin = "B-"
        for c in mark[2]:
            if not c.isspace():
                tags.append(begin + mark[1])
                begin = "I-"
        at = mark.end()
    plain(line[at:])
    if "[" in text or "]" in text:
        sys.exit(f"{place}: a bracket that marks no name: {line}")
    return text, tags


def name_tags(rows, tags, at):
    """NER of each word; its characters begin at tags[at]. A name that begins or ends within a word covers the word."""
    out, last = {}, 0
    for row in rows:
        if row[0].isdigit() and int(row[0]) <= last:
            continue
        begin, _, end = row[0].partition("-")
        last = int(end or begin)
        size = len(re.sub(r"\s", "", row[1]))
        inside = tags[at:at + size]
        at += size
        named = [t for t in inside if t != "O"]
        for n in range(int(begin), last + 1):
            # "Ann's" as one token: the name is its first word
            out[n] = named[0] if named and len(named) * 2 >= size and n == int(begin) else "O"
    result = []
    for n in range(1, last + 1):
        tag = out[n]
        if tag.startswith("I-") and (not result or result[-1] == "O" or result[-1][2:] != tag[2:]):
            tag = "B-" + tag[2:]
        result.append(tag)
    return result, at


def finite(row):
    return row[3] in ("VERB", "AUX") and "VerbForm=Fin" in row[5]


def mended(rows):
    """HEAD and DEPREL by word's index where both models are known to err, since the treebanks hardly hold such sentences: the
    day between subject and verb belongs to the verb ("lawmakers on Tuesday approved"); who stands behind a verb of speech, after
    the words said, is its subject ("...", assured the president)."""
    out = {}
    for i, row in enumerate(rows):
        head = int(row[6])
        if row[1].lower() in DAYS and i >= 2 and i + 1 < len(rows) and head < i + 1 and finite(rows[i + 1]):
            verb = i + 1 if rows[i + 1][3] == "VERB" else int(rows[i + 1][6]) - 1
            if verb > i and rows[verb][3] == "VERB":
                out[i] = (str(verb + 1), "obl" if rows[i - 1][1].lower() == "on" else "obl:unmarked")
        if row[7] == "obj" and 0 < head < i + 1 and row[3] in ("NOUN", "PROPN", "PRON"):
            verb = rows[head - 1]
            if (finite(verb) and verb[2] in SPEAKS and head >= 3 and rows[head - 2][1] in (",", '"', "\u201d", "''")
                    and not any(r[6] == verb[0] and r[7].startswith(("nsubj", "ccomp")) and int(r[0]) > int(row[0]) for r in rows)
                    and not any(r[6] == verb[0] and r[7].startswith("nsubj") for r in rows)):
                out[i] = (verb[0], "nsubj")
    return out


class Agreement:
    def __init__(self, program, shares, out):
        self.program, self.shares, self.out, self.counts = program, shares, out, [0, 0, 0, 0]

    def parse(self, share, path, *options):
        run = subprocess.run([self.program, "parse", "--lang", "en", "--share", share, *options, path], stdout=subprocess.PIPE, check=True, text=True)
        return list(sentences(run.stdout.splitlines()))

    def bare(self, parsed, stream):
        for _, rows in parsed:
            for r in words(rows):
                stream.write("\t".join([r[0], r[1], "_", "_", "_", "_", str(int(r[0]) - 1), "root" if r[0] == "1" else "dep", "_", "_"]) + "\n")
            stream.write("\n")
        stream.flush()

    def both(self, name, given):
        """Trees of sentences by both models, words as given."""
        with tempfile.NamedTemporaryFile("w", suffix=".conllu", encoding="utf-8") as bare:
            self.bare(given, bare)
            a, b = (self.parse(share, bare.name, "--conllu-in") for share in self.shares)
        if not len(a) == len(b) == len(given):
            sys.exit(f"{name}: {len(given)} sentences became {len(a)} and {len(b)}")
        return zip((words(rows) for _, rows in a), (words(rows) for _, rows in b))

    def write(self, one, other, forms=None, tags=None):
        known = mended(one)
        self.counts[3] += len(known)
        for i, (p, q) in enumerate(zip(one, other)):
            upos, feats = (p[3], p[5]) if (p[3], p[5]) == (q[3], q[5]) else ("_", "_")
            head, deprel = (p[6], p[7]) if (p[6], p[7]) == (q[6], q[7]) else ("_", "_")
            head, deprel = known.get(i, (head, deprel))
            for k, yes in enumerate((True, upos != "_", head != "_")):
                self.counts[k] += yes
            self.out.write("\t".join([forms[i] if forms else "_", upos, feats, head, deprel, tags[i] if tags else "_"]) + "\n")
        self.out.write("\n")

    def corpus(self, name, path):
        self.out.write(f"# corpus {name}\n")
        with open(path, encoding="utf-8") as stream:
            given = list(sentences(stream))
        for (_, rows), (a, b) in zip(given, self.both(name, given)):
            if len(a) != len(rows) or len(b) != len(rows):
                sys.exit(f"{name}: a sentence changed its words")
            self.write(a, b)

    def own(self, name, path):
        self.out.write(f"# corpus {name}\n")
        marked = {}
        with open(path, encoding="utf-8") as stream, tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as plain:
            for n, line in enumerate(stream, 1):
                if line.strip() and line[0] != "#":
                    text, marked[str(n)] = unmarked(line.strip(), f"{path}:{n}")
                    plain.write(json.dumps({"id": str(n), "text": text, "lang": "en"}) + "\n")
            plain.flush()
            given = self.parse(self.shares[0], plain.name)
        at = {}
        for (document, rows), (a, b) in zip(given, self.both(name, given)):
            tags, at[document] = name_tags(rows, marked[document], at.get(document, 0))
            self.write(a, b, [r[1] for r in words(rows)], tags)
        lost = [d for d in marked if at.get(d) != len(marked[d])]
        if lost:
            sys.exit(f"{path}:{lost[0]}: its words do not spell the line")


def main(program, share_a, share_b, corpora, out):
    with lzma.open(out, "wt", encoding="utf-8", preset=9) as stream:
        work = Agreement(program, (share_a, share_b), stream)
        for name in EDITED:
            work.corpus(name, os.path.join(corpora, name + ".conllu"))
        for path in sorted(glob.glob(os.path.join(ROOT, "models", "written-names-*.txt"))):
            work.own(os.path.basename(path)[:-4], path)
    print("{} words, {} parts of speech and {} heads agreed on, {} mended".format(*work.counts))


if __name__ == "__main__":
    if len(sys.argv) != 6:
        sys.exit(__doc__)
    main(*sys.argv[1:])
