#!/usr/bin/env python3
"""How sure an event is: makes data/en/confidence.tsv from texts with marked events.

    scripts/train_confidence.py [--entente PROGRAM] [--corpora DIR] [--report] [--write]

Marked: plover_gsr (CC BY-SA 4.0, Open Event Data Alliance), dev half; the news of GUM's train part (CC BY) and weblogs on politics of the
English Web Treebank's train part (CC BY-SA), and the Wikinews reports (CC BY 2.5) of GeoVirus and MEANTIME, read by hand (confidence_marks.tsv); and texts of GUM in which no state acts (academic, bio,
vlog, textbook of its train part: CC BY, CC BY-SA), where every event is false. The program codes them with every weight as it is; what it
says of each event (`entente explain`: weighed ...: features) is held against the marks, and a logistic regression (Newton's method, a
ridge) is fitted. --report: twenty folds by document, expected calibration error and the diagram of docs/coding.md. Takes a minute.
DIR (../shared) is no part of this repository."""
import argparse
import collections
import gzip
import itertools
import json
import lzma
import math
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PENALTY, TYPE_PENALTY, FOLDS, BINS = 2.0, 4.0, 20, 10
HEAD = """# How sure an event is, by what is known of it: weights of a logistic model, in log-odds. Made by scripts/train_confidence.py from
# plover_gsr (CC BY-SA 4.0), GUM (CC BY and CC BY-SA parts), EWT's weblogs (CC BY-SA 4.0) and Wikinews (CC BY 2.5). Licence: CC BY-SA 4.0;
# `note`: events of the training set that have the feature, and how many of them are right; `source`: a key of data/SOURCES.tsv.
# feature\tweight\tnote\tsource
"""
WEIGHED = re.compile(r'weighed [\d.]+ (\S+) (\S+) (\S+) (\S+) > (\S+): (.*)')
SAME = {'UNO': 'IGO', 'EUR': 'IGO', 'KOS': 'XKX'}


def gum(path, genres):
    """(id, text, date) of each document of these genres"""
    name, paragraphs, date = None, [], None
    for line in list(gzip.open(path, 'rt', encoding='utf-8')) + ['# newdoc id = end']:
        if line.startswith('# newdoc id'):
            if name and name.split('_')[1] in genres:
                yield name, '\n\n'.join(' '.join(p) for p in paragraphs if p), date
            name, paragraphs, date = line.split('= ')[1].strip(), [[]], None
        elif line.startswith('# meta::dateCreated') and re.search(r'\d{4}-\d{2}-\d{2}$', line.strip()):
            date = line.split('= ')[1].strip()
        elif line.startswith('# newpar'):
            paragraphs.append([])
        elif line.startswith('# text = '):
            paragraphs[-1].append(line[9:].strip())


def weblogs(path, names):
    """(id, text, date) of the weblogs of these names"""
    name, paragraphs = None, []
    for line in list(lzma.open(path, 'rt', encoding='utf-8')) + ['# newdoc id = end']:
        if line.startswith('# newdoc id'):
            if name in names:
                year, month, day = re.search(r'_(\d{4})(\d\d)(\d\d)\d{6}_', name).groups()
                yield name, '\n\n'.join(' '.join(p) for p in paragraphs if p), f'{year}-{month}-{day}'
            name, paragraphs = line.split('= ')[1].strip(), [[]]
        elif line.startswith('# newpar'):
            paragraphs.append([])
        elif line.startswith('# text = '):
            paragraphs[-1].append(line[9:].strip())


def wikinews(path):
    """(id, text, date) of each report of a set of JSON lines"""
    for line in open(path, encoding='utf-8'):
        doc = json.loads(line)
        yield doc['id'], doc['text'], doc.get('date')


def weighed(program, text, date=None):
    """What the program weighs in a text: (type, code, status, sources, targets, features)"""
    command = [program, 'explain', '--colour', 'never', '-'] + (['--date', date] if date else [])
    out = subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout
    lines, entry = [], None
    for line in out.splitlines():
        if re.match(r'\d+ +code: ', line):
            entry = len(lines)
            lines.append(line)
        elif line.startswith('    ') and entry is not None:
            lines[entry] += ' ' + line.strip()
        else:
            entry = None
    found = [m.groups() for m in map(WEIGHED.search, lines) if m]
    return [(t, c, s, a.split('+') if a != '-' else [], b.split('+') if b != '-' else [], f.split()) for t, c, s, a, b, f in found]


def country(code):
    code = code[:3].replace('---', '')
    return SAME.get(code, code)


def is_right(event, golds):
    kind, _, status, sources, targets, _ = event
    if status not in ('asserted', 'planned'):
        return False
    mine = {country(x) for x in sources + targets} - {''}
    for gold in golds:
        kinds = {gold['type'], *gold.get('type_also', [])}
        kinds |= {'CONCEDE', 'RETREAT'} if 'YIELD' in kinds else set()
        known = {country(a['code'] or '') for a in gold['sources'] + gold['targets']} - {'', None}
        if kind in kinds and (not known or not mine or mine & known):
            return True
    return False


def examples(program, corpora):
    """[(document, features, right)]"""
    out = []
    for line in open(f'{corpora}/data/gold/events/plover_gsr.dev.jsonl', encoding='utf-8'):
        doc = json.loads(line)
        for event in weighed(program, doc['text'], doc['date']):
            out.append((doc['id'], event[5], is_right(event, doc['events'])))
    with open(f'{ROOT}/scripts/confidence_marks.tsv', encoding='utf-8') as lines:
        marks = {tuple(line.rstrip('\n').split('\t')) for line in lines if line[0] != '#'}
    for name, text, date in gum(f'{corpora}/data/ud/en_gum/train.conllu.gz', {'news'}):
        out += [(name, event[5], (name, *event[:2]) in marks) for event in weighed(program, text, date)]
    read = [weblogs(f'{corpora}/data/ud/en_ewt/train.conllu.xz', {mark[0] for mark in marks if len(mark) > 3})]
    read += [wikinews(f'{corpora}/data/gold/{path}') for path in ('places/geovirus-dev.jsonl', 'times/meantime-dev.jsonl')]
    for name, text, date in itertools.chain(*read):
        for kind, code, status, sources, targets, features in weighed(program, text, date):
            whole = (name, kind, code, status, '+'.join(sources) or '-', '+'.join(targets) or '-')
            out.append((name, features, whole in marks))
    for name, text, date in gum(f'{corpora}/data/ud/en_gum/train.conllu.gz', {'academic', 'bio', 'vlog', 'textbook'}):
        out += [(name, event[5], False) for event in weighed(program, text, date)]
    return out


def solve(matrix, vector):
    """Gauss with pivots; the matrix is small and positive definite."""
    n = len(vector)
    rows = [matrix[i][:] + [vector[i]] for i in range(n)]
    for i in range(n):
        p = max(range(i, n), key=lambda r: abs(rows[r][i]))
        rows[i], rows[p] = rows[p], rows[i]
        for r in range(i + 1, n):
            factor = rows[r][i] / rows[i][i]
            if factor:
                for c in range(i, n + 1):
                    rows[r][c] -= factor * rows[i][c]
    out = [0.0] * n
    for i in reversed(range(n)):
        out[i] = (rows[i][n] - sum(rows[i][c] * out[c] for c in range(i + 1, n))) / rows[i][i]
    return out


def ridge(feature):
    """Types are held down most: how often news tells of an attack or a visit differs from place to place."""
    return 0.01 if feature == 'bias' else TYPE_PENALTY if feature.startswith('type:') else PENALTY


def fit(rows):
    """{feature: weight}; the bias is not held down by the ridge."""
    names = sorted({f for _, features, _ in rows for f in features})
    index = {f: i for i, f in enumerate(names)}
    w = [0.0] * len(names)
    data = [([index[f] for f in features], right) for _, features, right in rows]
    for _ in range(15):
        gradient = [-ridge(f) * w[i] for f, i in index.items()]
        hessian = [[0.0] * len(names) for _ in names]
        for f, i in index.items():
            hessian[i][i] = ridge(f)
        for features, right in data:
            p = 1 / (1 + math.exp(-sum(w[i] for i in features)))
            for i in features:
                gradient[i] += right - p
                for j in features:
                    hessian[i][j] += p * (1 - p)
        step = solve(hessian, gradient)
        w = [a + b for a, b in zip(w, step)]
        if max(map(abs, step)) < 1e-6:
            break
    return {f: w[i] for f, i in index.items()}


def chance(weights, features):
    return min(0.99, max(0.01, 1 / (1 + math.exp(-sum(weights.get(f, 0) for f in features)))))


def report(rows):
    documents = sorted({d for d, _, _ in rows})
    fold = {d: i % FOLDS for i, d in enumerate(documents)}
    pairs = []
    for k in range(FOLDS):
        weights = fit([r for r in rows if fold[r[0]] != k])
        pairs += [(chance(weights, f), right) for d, f, right in rows if fold[d] == k]
    bins = collections.defaultdict(list)
    for p, right in pairs:
        bins[min(BINS - 1, int(p * BINS))].append((p, right))
    error = 0
    for b in sorted(bins):
        said, was = (sum(x[i] for x in bins[b]) / len(bins[b]) for i in (0, 1))
        error += abs(said - was) * len(bins[b]) / len(pairs)
        print(f'{b / BINS:.1f}-{(b + 1) / BINS:.1f}  {len(bins[b]):5}  said {said:.2f}  right {was:.2f}  {"#" * round(40 * was)}')
    print(f'expected calibration error {error:.3f} over {len(pairs)} events of {len(documents)} documents, {FOLDS} folds')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--entente', default=f'{ROOT}/build/release/entente')
    parser.add_argument('--corpora', default=f'{ROOT}/../shared')
    parser.add_argument('--report', action='store_true')
    parser.add_argument('--write', action='store_true')
    options = parser.parse_args()
    if not os.path.isdir(options.corpora + '/data/gold'):
        sys.exit(f'train_confidence: no corpora at {options.corpora}')
    rows = examples(options.entente, options.corpora)
    if options.report:
        report(rows)
    weights = fit(rows)
    count = collections.Counter(f for _, features, _ in rows for f in features)
    right = collections.Counter(f for _, features, ok in rows if ok for f in features)
    text = HEAD + ''.join(f'{f}\t{weights[f]:.3f}\t{count[f]} events, {right[f]} right\tentente\n' for f in sorted(weights))
    if options.write:
        with open(f'{ROOT}/data/en/confidence.tsv', 'w', encoding='utf-8') as out:
            out.write(text)
    else:
        print(text, end='')


if __name__ == '__main__':
    main()
