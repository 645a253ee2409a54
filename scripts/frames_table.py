#!/usr/bin/env python3
"""Which CAMEO codes the lexicon of events reaches: docs/frames-by-code.md from data/en/ and the tests of code/.

    scripts/frames_table.py [--check]

A code is reached by frames of its own (lemmas times lines), by refinement of another code, or by an operator over another act.
--check writes nothing and fails if the page is not what the tables say."""
import collections
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / 'docs' / 'frames-by-code.md'


def rows(path):
    names = None
    for line in path.read_text(encoding='utf-8').splitlines():
        if line.startswith('#'):
            if '\t' in line:
                names = line[1:].strip().split('\t')
        elif line:
            yield dict(zip(names, line.split('\t')))


def page():
    codes = {r['code']: r['name'] for r in rows(ROOT / 'data/tables/cameo_codes.tsv')}
    own, lines, operators = collections.Counter(), 0, collections.Counter()
    pairs = 0
    for path in sorted((ROOT / 'data/en').glob('frames*.tsv')):
        for r in rows(path):
            n = len(r['lemmas'].split('|'))
            lines += 1
            pairs += n
            if r['code'][:1].isdigit():
                own[r['code']] += n
            else:
                operators[r['code']] += n
    refined = collections.Counter(r['result'] for r in rows(ROOT / 'data/en/refine.tsv'))
    composed = collections.defaultdict(set)
    for r in rows(ROOT / 'data/en/compose.tsv'):
        if r['result'][:1].isdigit() and r['operator'] in set(operators) | {'future'}:
            composed[r['result']].add(r['operator'])
    tests = collections.Counter(re.findall(r'"(\d{2,4}) [A-Z+>]', (ROOT / 'entente/code/events_test.cc').read_text(encoding='utf-8')))
    out = ['# Codes and frames', '', 'Made by `scripts/frames_table.py` from `data/en/`; do not edit.', '',
           f'{lines} lines of frames, {pairs} pairs of a lemma and a frame; {sum(operators.values())} of them are operators: '
           + ', '.join(f'`{k}` {v}' for k, v in sorted(operators.items())) + '.', '']
    reached = [c for c in codes if own[c] or refined[c] or composed[c]]
    finest = [c for c in codes if not c.startswith('01') and len(c) >= 3]
    out += [f'Reached: {sum(c in reached for c in finest)} of {len(finest)} codes of three and four digits (01, statements, are no events). '
            'A code that is not reached is coded by its parent.', '',
            '| code | name | frames | refined from | operators | tests |', '|---|---|---|---|---|---|']
    for c, name in codes.items():
        if c.startswith('01') and not own[c]:
            continue
        out.append(f'| {c} | {name} | {own[c] or ""} | {refined[c] or ""} | {", ".join(sorted(composed[c]))} | {tests[c] or ""} |')
    return '\n'.join(out) + '\n'


def main():
    text = page()
    if sys.argv[1:] == ['--check']:
        if not PAGE.exists() or PAGE.read_text(encoding='utf-8') != text:
            sys.exit('docs/frames-by-code.md is not what data/en says: run scripts/frames_table.py')
        return
    PAGE.write_text(text, encoding='utf-8')


if __name__ == '__main__':
    main()
