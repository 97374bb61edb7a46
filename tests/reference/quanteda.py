#!/usr/bin/env python3
"""Counts the keys of a quanteda dictionary in tokens, as quanteda's tokens_lookup() does.

    quanteda.py DICTIONARY.yml key|dictionary < TOKENS > TABLE

Each sentence is a text of its own. Values are lower-cased, cut at spaces, and their globs become
lists of types; then the longest sequences are looked for first, each from left to right. A match is
passed over where a token of it belongs to an earlier match of its key; with the scope `dictionary`
also where all of its tokens belong to earlier matches, whatever their keys. The YAML that is read
is what such dictionaries are made of: mappings by indentation, lists in brackets or with dashes.
The table has the columns doc, concept, freq, sorted.
"""
import re
import sys
import unicodedata


def scalar(text):
    text = text.strip()
    if len(text) >= 2 and text[0] == text[-1] and text[0] in "'\"":
        return text[1:-1]
    return text


def flow_list(text):
    return [scalar(item) for item in re.findall(r"'[^']*'|\"[^\"]*\"|[^,\[\]]+", text) if item.strip()]


def read_dictionary(path):
    """Pairs of key path and value."""
    pairs, keys = [], []  # keys: (indentation, name)
    with open(path, encoding="utf-8") as file:
        for line in file:
            line = line.rstrip("\r\n")
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            indentation = len(line) - len(line.lstrip())
            text = line.strip()
            if text.startswith("- "):
                pairs.append(([name for _, name in keys], scalar(text[2:])))
                continue
            while keys and keys[-1][0] >= indentation:
                keys.pop()
            key, _, rest = re.match(r"('[^']*'|\"[^\"]*\"|[^:]+)(:)(.*)$", text).groups()
            keys.append((indentation, scalar(key)))
            if rest.strip().startswith("["):
                pairs += [([name for _, name in keys], value) for value in flow_list(rest)]
            elif rest.strip():
                pairs.append(([name for _, name in keys], scalar(rest)))
    return pairs


def path_of(names):
    return "/".join(re.sub(r"[\s:;/]", "_", name) for name in names if name != "__")


def lower(text):
    return "".join(c.lower() for c in unicodedata.normalize("NFC", text))


def types_of(glob, types):
    if "*" not in glob and "?" not in glob:
        return types & {glob}
    expression = re.compile(re.escape(glob).replace(r"\*", ".*").replace(r"\?", "."), re.DOTALL)
    return {type for type in types if expression.fullmatch(type)}


def read_texts(lines):
    """Pairs of document and lower-cased tokens, one for each sentence."""
    texts, document, tokens, form = [], "", [], 1
    for line in list(lines) + ["\n"]:
        line = line.rstrip("\n")
        if line.startswith("# global.columns = "):
            form = line[len("# global.columns = "):].split(" ").index("FORM")
        elif line.startswith("# newdoc id = "):
            document = line[len("# newdoc id = "):]
        elif not line and tokens:
            texts.append((document, tokens))
            tokens = []
        elif line and line[0] != "#":
            tokens.append(lower(line.split("\t")[form]))
    return texts


def expand(pairs, types):
    """Keys with their sequences, by the types that a sequence may begin with. A sequence is one set
    of types for each place."""
    cache, by_first = {}, {}
    for names, value in pairs:
        sequence = []
        for glob in lower(value).split(" "):
            if glob and glob not in cache:
                cache[glob] = types_of(glob, types)
            if glob:
                sequence.append(cache[glob])
        for first in sequence[0] if sequence else ():
            by_first.setdefault(first, []).append((path_of(names), sequence))
    return by_first


def look_up(tokens, by_first, scope):
    """The keys that match, as often as they match."""
    matches, taken, taken_by = [], [False] * len(tokens), {}
    spans = {len(sequence) for token in tokens for _, sequence in by_first.get(token, ())}
    for span in sorted(spans, reverse=True):
        for at in range(len(tokens) - span + 1):
            found = [key for key, sequence in by_first.get(tokens[at], ()) if len(sequence) == span and
                     all(tokens[at + i] in sequence[i] for i in range(span))]
            if scope == "dictionary" and all(taken[at:at + span]):
                continue
            for key in found:
                mine = taken_by.setdefault(key, [False] * len(tokens))
                if any(mine[at:at + span]):
                    continue
                mine[at:at + span] = [True] * span
                taken[at:at + span] = [True] * span
                matches.append(key)
    return matches


def main():
    pairs = read_dictionary(sys.argv[1])
    sys.stdin.reconfigure(encoding="utf-8")
    sys.stdout.reconfigure(encoding="utf-8")
    texts = read_texts(sys.stdin)
    by_first = expand(pairs, {token for _, tokens in texts for token in tokens})
    counts = {}
    for document, tokens in texts:
        for key in look_up(tokens, by_first, sys.argv[2]):
            counts[document, key] = counts.get((document, key), 0) + 1
    print("doc\tconcept\tfreq")
    for document, key in sorted(counts, key=lambda pair: (pair[0].encode(), pair[1].encode())):
        print("%s\t%s\t%d" % (document, key, counts[document, key]))


if __name__ == "__main__":
    main()
