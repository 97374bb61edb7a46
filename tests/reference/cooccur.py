#!/usr/bin/env python3
"""Counts pairs in a tokens stream by looking at every unit and every window, one after the other:
what cooccur must count too.

    cooccur.py WITHIN [KEY] < stream     rows `group a b joint freq_a freq_b units`, sorted
    cooccur.py --make SEED               a random stream to try it on
"""
import random
import sys
from collections import defaultdict
from itertools import combinations


def make(seed):
    chance = random.Random(seed)
    print("# global.columns = ID FORM COSPAN:CONCEPT")
    for document in range(chance.randint(1, 6)):
        print("# newdoc id = d%d\n# meta::year = %d" % (document, chance.randint(2019, 2021)))
        for sentence in range(chance.choice([0, 1, 3, 6])):
            if sentence == 0 or chance.random() < 0.4:
                print("# newpar")
            print("# speaker = " + chance.choice("AB"))
            spans = 0
            for token in range(1, chance.randint(2, 9)):
                field = []
                while chance.random() < 0.4:
                    spans += 1
                    field.append("%d:%s" % (spans, chance.choice(["p/x", "p/y", "q", "r", "é"])))
                print("%d\t%s\t%s" % (token, chance.choice("abc."), ";".join(field) or "*"))
            print()
        print()


def sentences(lines):
    """(document, paragraph, speaker, year, [concepts that begin at each token])."""
    document = paragraph = 0
    facts, tokens = {}, []
    for line in lines + [""]:
        if line.startswith("# newdoc"):
            if document and not facts.get("text"):
                yield document, 0, "", facts.get("meta::year", ""), []
            document, facts = document + 1, {}
        elif line == "# newpar":
            paragraph += 1
        elif line.startswith("# "):
            key, _, value = line[2:].partition(" = ")
            facts[key] = value
        elif line:
            field = line.split("\t")[2]
            tokens.append([part.split(":")[1] for part in field.split(";") if ":" in part])
        elif tokens:
            facts["text"] = True
            yield document, paragraph, facts.get("speaker", ""), facts["meta::year"], tokens
            tokens = []
    if document and not facts.get("text"):
        yield document, 0, "", facts.get("meta::year", ""), []


def main():
    if sys.argv[1] == "--make":
        make(int(sys.argv[2]))
        return
    within, key = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else ""
    units = defaultdict(set)   # (group, number of the unit) -> concepts
    texts = []                 # (group, tokens) of a document in a row of one group
    groups = set()
    turn, before = 0, None
    for number, (document, paragraph, speaker, year, tokens) in enumerate(sentences(sys.stdin.read().split("\n"))):
        group = {"": "", "speaker": speaker, "year": year}[key]
        groups.add(group)
        concepts = {concept for token in tokens for concept in token}
        if within.isdigit():
            if not texts or texts[-1][:2] != (group, document):
                texts.append((group, document, []))
            texts[-1][2].extend(tokens)
            continue
        if within == "document":
            units[group, document] |= concepts
        elif tokens:
            turn += (document, speaker) != before
            before = document, speaker
            unit = {"sentence": number, "paragraph": (document, paragraph), "turn": turn}[within]
            units[group, unit] |= concepts
    for at, (group, _, tokens) in enumerate(texts):
        size = int(within)
        for start in range(max(len(tokens) - size + 1, min(len(tokens), 1))):
            units[group, (at, start)] = {c for token in tokens[start:start + size] for c in token}
    for group in sorted(groups, key=str.encode):
        mine = [things for (of, _), things in units.items() if of == group]
        freq, joint, lonely = defaultdict(int), defaultdict(int), set()
        for things in mine:
            for thing in things:
                freq[thing] += 1
            for pair in combinations(sorted(things, key=str.encode), 2):
                joint[pair] += 1
        lonely = set(freq) - {thing for pair in joint for thing in pair}
        rows = [(a, b, joint[a, b], freq[a], freq[b]) for a, b in joint] + [(a, "", 0, freq[a], 0) for a in lonely]
        for row in sorted(rows or [("", "", 0, 0, 0)], key=lambda row: (row[0].encode(), row[1].encode())):
            print("\t".join(map(str, ([group] if key else []) + list(row) + [len(mine)])))


main()
