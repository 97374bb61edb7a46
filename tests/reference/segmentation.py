#!/usr/bin/env python3
"""How well tokenize cuts: F1 of tokens and sentences on treebanks of Universal Dependencies, as the
evaluation of the CoNLL 2018 shared task computes it (Zeman et al. 2018, doi 10.18653/v1/K18-2001):
a token or sentence is right when it begins and ends at the same characters that are no white space
as one of the gold. The text is rebuilt from the forms and SpaceAfter.

    segmentation.py TOKENIZE CODE FILE.conllu [option of tokenize ...]

prints one row: code, F1 of tokens, F1 of sentences, F1 of sentences with headings apart, and the
bound, which is the F1 of a cutter that finds every sentence which ends with a mark and no other.
A sentence without a mark (headline, caption, item of a list) gives a rule nothing to see; with
headings apart every such sentence is on a line of its own, as documents have them.

    segmentation.py --errors TOKENIZE CODE FILE.conllu

prints instead the commonest errors: what is around each missing and each wrong cut.
"""
import collections
import subprocess
import sys

MARKS = set('.?!…:;"\'”“’»«)]。！？|-–—')


def read(path):
    """Paragraphs of sentences of (form, space after)."""
    paragraphs, sentence, last = [[]], [], 0
    for line in open(path, encoding='utf-8'):
        line = line.rstrip('\n')
        if line.startswith(('# newdoc', '# newpar')):
            if paragraphs[-1]:
                paragraphs.append([])
        elif not line:
            if sentence:
                paragraphs[-1].append(sentence)
            sentence, last = [], 0
        elif not line.startswith('#'):
            cells = line.split('\t')
            if '-' in cells[0]:
                last = int(cells[0].split('-')[1])
            elif '.' in cells[0] or int(cells[0]) <= last:
                continue
            sentence.append((cells[1], 'SpaceAfter=No' not in cells[9]))
    return paragraphs


def ends_with_mark(sentence):
    return sentence[-1][0][-1] in MARKS


def text_of(paragraphs, apart):
    """The raw text; `apart`: a sentence without a mark is a paragraph."""
    text = []
    for paragraph in paragraphs:
        for number, sentence in enumerate(paragraph):
            if apart and number > 0 and not (ends_with_mark(sentence)
                                             and ends_with_mark(paragraph[number - 1])):
                text.append('\n\n')
            text.extend(form + (' ' if space else '') for form, space in sentence)
        text.append('\n\n')
    return ''.join(text)


def spans(sentences):
    """Tokens and sentences as (from, to) in characters that are no white space, and the text."""
    tokens, wholes, at, text = [], [], 0, []
    for sentence in sentences:
        begin = at
        for form in sentence:
            form = ''.join(form.split())
            tokens.append((at, at + len(form)))
            at += len(form)
            text.append(form)
        wholes.append((begin, at))
    return tokens, wholes, ''.join(text)


def found_in(command, text):
    out = subprocess.run(command, input=text.encode(), stdout=subprocess.PIPE, check=True).stdout
    sentences, sentence = [], []
    for line in out.decode().split('\n'):
        if line[:1].isdigit():
            sentence.append(line.split('\t')[1])
        elif not line and sentence:
            sentences.append(sentence)
            sentence = []
    return sentences


def f1(gold, found):
    right = len(set(gold) & set(found))
    return 200 * right / (len(gold) + len(found))


def bound(gold):
    """F1 where every cut after a sentence without a mark is missing within a paragraph."""
    found, right = 0, 0
    for paragraph in gold:
        begins_right = True
        for number, sentence in enumerate(paragraph):
            if ends_with_mark(sentence) or number == len(paragraph) - 1:
                found += 1
                right += begins_right
                begins_right = True
            else:
                begins_right = False
    return 200 * right / (sum(map(len, gold)) + found)


def print_errors(gold, found, most=10):
    tokens, wholes, text = spans(gold)
    mine = spans(found)
    for name, a, b in (('tokens', tokens, mine[0]), ('sentences', wholes, mine[1])):
        for kind, missing in (('missing', {t for _, t in a} - {t for _, t in b}),
                              ('wrong', {t for _, t in b} - {t for _, t in a})):
            kinds = collections.Counter()
            examples = {}
            for at in missing:
                around = text[max(0, at - 12):at] + '|' + text[at:at + 12]
                shape = ''.join('A' if c.isupper() else 'a' if c.islower() else '9' if c.isdigit()
                                else c for c in text[max(0, at - 2):at] + '|' + text[at:at + 2])
                kinds[shape] += 1
                examples.setdefault(shape, []).append(around)
            print(f'{name} {kind}: {len(missing)}')
            for shape, count in kinds.most_common(most):
                print(f'  {count}\t{shape}\t' + '   '.join(sorted(examples[shape])[:6]))


def main(arguments):
    errors = arguments[:1] == ['--errors']
    tokenize, code, path, *options = arguments[errors:]
    command = [tokenize, '--language', code, *options]
    gold = read(path)
    flat = [[form for form, _ in sentence] for paragraph in gold for sentence in paragraph]
    raw = found_in(command, text_of(gold, False))
    if errors:
        print_errors(flat, raw)
        return
    apart = found_in(command, text_of(gold, True))
    tokens, wholes, text = spans(flat)
    values = []
    for sentences in raw, apart:
        mine = spans(sentences)
        if mine[2] != text:
            sys.exit('segmentation.py: the tokens are not the text of the gold')
        values.append((f1(tokens, mine[0]), f1(wholes, mine[1])))
    print(code, *(f'{value:.2f}' for value in (*values[0], values[1][1], bound(gold))), sep='\t')


main(sys.argv[1:])
