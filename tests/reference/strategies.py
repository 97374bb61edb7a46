#!/usr/bin/env python3
"""Random strategies on random small records: does search find what search(1) says?

    strategies.py ROUNDS [SEED]

The evaluation below is slow and follows the page: sets of ids, and every pair of places for an
adjacency. A difference is printed with the strategy and the record; the status is then 1.
"""
import itertools
import os
import random
import re
import subprocess
import sys
import tempfile
import unicodedata

WORDS = ["peer", "peers", "work", "worker", "workers", "co", "design", "codesign", "care", "colour",
         "color", "women", "woman", "a", "the", "x", "é", "cafe", "Café", "3d", "21"]
TERMS = ["peer", "peer*", "work$", "work*2", "worker?", "colo?r", "wom#n", "c*", "co", "design*",
         "care:", "CAFE", "café", "x", "a", "the", "3d", "w*k*", "work$1", "co-design", "d?s*n", "21"]
GAPS = [" ", " ", " ", "-", ", ", ". ", "' ", "\\n", " (", ") "]
FIELDS = {"ti": ["title"], "ab": ["abstract"], "tw": ["title", "abstract"], "kw": ["keywords"],
          "ti,ab": ["title", "abstract"], "ab,kw": ["abstract", "keywords"], "af": None}
HEADINGS = ["Peer Group", "Humans", "Social Work", "Mental Health Services"]
TREE = [("Social Work", "I01.880"), ("Peer Group", "I01.880.853"), ("Mental Health Services", "N02.421"),
        ("Humans", "B01.050")]
QUALIFIERS = {"og": "organization & administration", "px": "psychology", "di": "diagnosis"}
LANGUAGES = {"eng": "english", "fre": "french", "en": "english", "English": "english", "": None}
COLUMNS = ["doc", "title", "abstract", "keywords", "mesh", "lang", "year", "type"]


def fold(text):
    text = unicodedata.normalize("NFD", text.casefold())
    return "".join(c for c in text if not unicodedata.combining(c))


def words_of(text):
    return re.findall(r"\w+", fold(text.replace("\\n", " ")).replace("_", " "))


def pattern(term):
    out, at = "", 0
    for match in re.finditer(r"[*$](\d{1,2})(?!\w)|[*$:?#]|\w", fold(term)):
        piece = match.group(0)
        if piece[0] in "*$" and match.group(1):
            out += r"\w{0,%s}" % match.group(1)
        else:
            out += {"*": r"\w*", "$": r"\w*", ":": r"\w*", "?": r"\w?", "#": r"\w"}.get(piece, piece)
    return re.compile(out + r"\Z")


# A tree is (kind, ...); evaluate() gives False, None (cannot tell) or True.

class Maker:
    def __init__(self, chance):
        self.chance = chance

    def field(self):
        return self.chance.choice(list(FIELDS))

    def term(self):
        if self.chance.random() < 0.2:
            return ("phrase", [self.chance.choice(TERMS) for _ in range(self.chance.choice([2, 2, 3]))])
        return ("phrase", [self.chance.choice(TERMS)])

    def proximal(self, depth):
        """What may stand in adj: a term, a group of or, another adj."""
        kind = self.chance.random()
        if depth > 2 or kind < 0.5:
            return self.term()
        if kind < 0.75:
            return ("or", [self.proximal(depth + 1) for _ in range(self.chance.choice([2, 3]))])
        return ("adj", self.chance.choice([0, 0, 1, 2, 3, 5, 12]), self.proximal(depth + 1),
                self.proximal(depth + 1))

    def expression(self, depth, lines):
        kind = self.chance.random()
        if lines and kind < 0.2:
            return ("set", self.chance.randint(1, lines))
        if depth > 2 or kind < 0.45:
            return ("field", self.field(), self.proximal(0))
        if kind < 0.5:
            return ("freq", self.field(), self.chance.choice([1, 2, 3]), self.proximal(1))
        if kind < 0.6:
            return ("heading", self.chance.choice(HEADINGS), self.chance.random() < 0.4,
                    self.chance.random() < 0.3, self.chance.choice(["", "", "og", "px", "di"]))
        if kind < 0.65:
            return ("lang", self.chance.choice(["english", "french", "eng"]))
        if kind < 0.7:
            return ("type", self.chance.choice(["review", "journal article", "letter"]))
        if kind < 0.75:
            return ("year", self.chance.choice(["2010", "201*", "2015"]))
        parts = [self.expression(depth + 1, lines) for _ in range(self.chance.choice([2, 2, 3]))]
        return (self.chance.choice(["and", "or", "not"]), parts)

    def line(self, lines):
        kind = self.chance.random()
        if lines > 1 and kind < 0.15:
            low = self.chance.randint(1, lines - 1)
            return ("range", self.chance.choice(["or", "and"]), low, self.chance.randint(low + 1, lines))
        if lines and kind < 0.25:
            return ("limit", self.chance.randint(1, lines), self.chance.choice(
                ["english", 'yr="2012 -Current"', "humans", 'english and yr=2005-2012', "abstracts",
                 "(review or letter)"]))
        return self.expression(0, lines)


def show(tree):
    kind = tree[0]
    if kind == "phrase":
        return " ".join(tree[1])
    if kind == "adj":
        return "(%s %s %s)" % (show(tree[2]), "adj%d" % tree[1] if tree[1] else "adj", show(tree[3]))
    if kind in ("and", "or", "not"):
        return "(" + (" %s " % kind).join(show(part) for part in tree[1]) + ")"
    if kind == "field":
        return "(%s).%s." % (show(tree[2]), tree[1])
    if kind == "freq":
        return "(%s).%s. /freq=%d" % (show(tree[3]), tree[1], tree[2])
    if kind == "set":
        return str(tree[1])
    if kind == "range":
        return "%s/%d-%d" % tree[1:]
    if kind == "limit":
        return "limit %d to %s" % (tree[1], tree[2])
    if kind == "lang":
        return tree[1] + ".lg."
    if kind == "type":
        return tree[1] + ".pt."
    if kind == "year":
        return tree[1] + ".yr."
    return "%s%s%s/%s" % ("exp " if tree[2] else "", "*" if tree[3] else "", tree[1], tree[4])


def elements(record, column):
    cell = record[column]
    return cell.split(";") if column in ("keywords", "lang", "mesh", "type") else [cell]


def spans(tree, record, columns):
    """All (column, element, places of words)."""
    kind = tree[0]
    found = set()
    if kind == "phrase":
        patterns = [pattern(word) for part in tree[1] for word in part.split("-")]
        for column in columns:
            for number, element in enumerate(elements(record, column)):
                words = words_of(element)
                for start in range(len(words) - len(patterns) + 1):
                    if all(p.match(w) for p, w in zip(patterns, words[start:])):
                        found.add((column, number, frozenset(range(start, start + len(patterns)))))
    elif kind == "or":
        for part in tree[1]:
            found |= spans(part, record, columns)
    else:
        distance = tree[1]
        left, right = spans(tree[2], record, columns), spans(tree[3], record, columns)
        for a, b in itertools.product(left, right):
            if a[:2] != b[:2] or a[2] & b[2]:
                continue
            ahead, behind = min(b[2]) - max(a[2]), min(a[2]) - max(b[2])
            if ahead == 1 or (distance and max(ahead, behind) <= distance):
                found.add((a[0], a[1], a[2] | b[2]))
    return found


def columns_of(field):
    if FIELDS[field] is None:
        return COLUMNS
    return FIELDS[field]


def narrower(heading, explode):
    if not explode:
        return {heading}
    roots = [number for name, number in TREE if name == heading]
    return {name for name, number in TREE for root in roots
            if number == root or number.startswith(root + ".")}


def has_heading(tree, record):
    wanted = narrower(tree[1], tree[2])
    for element in record["mesh"].split("; "):
        parts = element.split("/")
        names = [part.lstrip("*") for part in parts]
        pairs = [0] if not tree[4] else [i for i, name in enumerate(names)
                                         if i and name == QUALIFIERS[tree[4]]]
        stars = [i for i, part in enumerate(parts) if part.startswith("*")]
        focus = 0 in stars or (stars if not tree[4] else set(stars) & set(pairs))
        if names[0] in wanted and pairs and (focus or not tree[3]):
            return True
    return False


def limit(condition, record):
    if " and " in condition:
        return min((limit(part, record) for part in condition.split(" and ")), key=ORDER.index)
    if condition.startswith("("):
        return max((limit(part, record) for part in condition[1:-1].split(" or ")), key=ORDER.index)
    if condition == "english":
        language = LANGUAGES[record["lang"]]
        return None if language is None else language == "english"
    if condition == "humans":
        return None if not record["mesh"] else has_heading((0, "Humans", False, False, ""), record)
    if condition == "abstracts":
        return bool(words_of(record["abstract"]))
    if condition.startswith("yr="):
        low, high = (2012, 9999) if "Current" in condition else (2005, 2012)
        return None if not record["year"] else low <= int(record["year"]) <= high
    return None if not record["type"] else condition in record["type"].lower().split("; ")


ORDER = [False, None, True]


def evaluate(tree, record, values):
    kind = tree[0]
    if kind == "set":
        return values[tree[1] - 1]
    if kind == "range":
        among = values[tree[2] - 1:tree[3]]
        return (max if tree[1] == "or" else min)(among, key=ORDER.index)
    if kind == "limit":
        return min(values[tree[1] - 1], limit(tree[2], record), key=ORDER.index)
    if kind in ("and", "or"):
        parts = [evaluate(part, record, values) for part in tree[1]]
        return (max if kind == "or" else min)(parts, key=ORDER.index)
    if kind == "not":
        parts = [evaluate(part, record, values) for part in tree[1]]
        inverse = {True: False, False: True, None: None}
        return min([parts[0]] + [inverse[part] for part in parts[1:]], key=ORDER.index)
    if kind == "field":
        return bool(spans(tree[2], record, columns_of(tree[1])))
    if kind == "freq":
        return len(spans(tree[3], record, columns_of(tree[1]))) >= tree[2]
    if kind == "lang":
        language = LANGUAGES[record["lang"]]
        return None if language is None else language == LANGUAGES.get(tree[1], tree[1])
    if kind == "year":
        return None if not record["year"] else bool(pattern(tree[1]).match(record["year"]))
    if kind == "type":
        return tree[1] in record["type"].lower().split("; ")
    return has_heading(tree, record)


def make_text(chance, most):
    return "".join(chance.choice(WORDS) + chance.choice(GAPS) for _ in range(chance.randint(0, most)))


def make_mesh(chance):
    parts = []
    for heading in chance.sample(HEADINGS, chance.randint(0, 3)):
        text = chance.choice(["", "", "*"]) + heading
        for name in chance.sample(sorted(QUALIFIERS.values()), chance.choice([0, 0, 1, 2])):
            text += "/" + chance.choice(["", "*"]) + name
        parts.append(text)
    return "; ".join(parts)


def make_record(chance, number):
    return {"doc": "d%d" % number, "title": make_text(chance, 6), "abstract": make_text(chance, 14),
            "keywords": "; ".join(make_text(chance, 3) for _ in range(chance.randint(0, 3))),
            "mesh": make_mesh(chance), "lang": chance.choice(sorted(LANGUAGES)),
            "year": chance.choice(["", "2010", "2012", "2015"]),
            "type": chance.choice(["", "Journal Article", "Review", "Journal Article; Review", "Letter"])}


def check(chance, folder):
    maker = Maker(chance)
    lines = []
    for _ in range(chance.randint(1, 8)):
        lines.append(maker.line(len(lines)))
    records = [make_record(chance, number) for number in range(chance.randint(1, 12))]
    text = [show(line) for line in lines]
    with open(folder + "/strategy", "w") as file:
        file.write("".join("%d. %s\n" % (i + 1, line) for i, line in enumerate(text)))
    with open(folder + "/records.tsv", "w") as file:
        file.write("\t".join(COLUMNS) + "\n")
        file.writelines("\t".join(record[column] for column in COLUMNS) + "\n" for record in records)
    with open(folder + "/tree", "w") as file:
        file.writelines("%s\t%s\n" % place for place in TREE)
    unknown = chance.choice(["keep", "drop"])
    run = subprocess.run(["search", "-S", folder + "/strategy", "--tree", folder + "/tree", "--unknown",
                          unknown, "--sets", folder + "/sets", "-o", "/dev/null", folder + "/records.tsv"],
                         capture_output=True)
    if run.returncode != 0:
        print("\n".join(text), run.stderr.decode(), sep="\n")
        return False
    expected = [[] for _ in lines]
    for record in records:
        values = []
        for number, line in enumerate(lines):
            values.append(evaluate(line, record, values))
            if values[-1] or (values[-1] is None and unknown == "keep"):
                expected[number].append(record["doc"])
    for number, ids in enumerate(expected):
        with open("%s/sets/%d.txt" % (folder, number + 1)) as file:
            found = file.read().split()
        if found != ids:
            wrong = sorted(set(found) ^ set(ids))
            print("\n".join(text), "line %d (--unknown %s): found %s, expected %s" %
                  (number + 1, unknown, found, ids), sep="\n")
            print(next(record for record in records if record["doc"] == wrong[0]))
            return False
    return True


def main():
    rounds = int(sys.argv[1])
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    problems = 0
    with tempfile.TemporaryDirectory() as folder:
        for number in range(rounds):
            chance = random.Random(seed * 1000003 + number)
            if not check(chance, folder):
                print("seed %d, round %d" % (seed, number))
                problems += 1
                if problems == 3:
                    break
    print("%d rounds, %d problems" % (number + 1, problems))
    sys.exit(problems > 0)


if __name__ == "__main__":
    main()
