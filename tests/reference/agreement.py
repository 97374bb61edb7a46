#!/usr/bin/env python3
"""Agreement from the definitions, slowly, to hold agree(1) against.

    agreement.py make SEED                      a random table of ratings
    agreement.py check LEVEL RATINGS FIGURES    compares what agree --scale LEVEL --pairs printed

Nothing here is shared with the C code: kappa's standard error is the delta method with numeric
derivatives over the cells of the cross table, that of the others the variance of the figure's
numeric derivatives by the weights of units, alpha comes from the matrix of coincidences.
"""
import itertools
import math
import random
import sys


def make(seed):
    chance = random.Random(seed)
    raters = chance.randint(2, 4)
    categories = chance.randint(2, 5)
    missing = chance.choice([0, 0, 0.1, 0.4])
    print("\t".join("ABCD"[:raters]))
    for _ in range(chance.randint(3, 40)):
        truth = chance.randint(1, categories)
        row = [truth if chance.random() < 0.6 else chance.randint(1, categories)
               for _ in range(raters)]
        print("\t".join("" if chance.random() < missing else str(value) for value in row))


def read(path):
    with open(path) as file:
        lines = [line.rstrip("\n").split("\t") for line in file]
    return lines[0], [[int(cell) if cell else None for cell in row] for row in lines[1:]]


def kappa_of(table, weight):
    k = len(table)
    n = sum(map(sum, table))
    rows = [sum(row) / n for row in table]
    columns = [sum(row[j] for row in table) / n for j in range(k)]
    cells = list(itertools.product(range(k), range(k)))
    observed = sum(weight(i, j) * table[i][j] / n for i, j in cells)
    expected = sum(weight(i, j) * rows[i] * columns[j] for i, j in cells)
    return (observed - expected) / (1 - expected) if expected < 1 - 1e-12 else None


def delta_error(table, weight, shares):
    """The delta method; `shares` are the probabilities that the cells are drawn with."""
    n = sum(map(sum, table))
    k = len(table)
    step = 1e-6
    gradient = {}
    for i, j in itertools.product(range(k), range(k)):
        sides = []
        for sign in (1, -1):
            moved = [[float(cell) for cell in row] for row in shares]
            moved[i][j] += sign * step
            sides.append(kappa_of(moved, weight))
        gradient[i, j] = (sides[0] - sides[1]) / (2 * step)
    mean = sum(shares[i][j] * g for (i, j), g in gradient.items())
    square = sum(shares[i][j] * g * g for (i, j), g in gradient.items())
    return math.sqrt(max(0, square - mean * mean) / n)


def kappa(units, scale, weight):
    table = [[sum(1 for a, b in units if (a, b) == (i, j)) for j in scale] for i in scale]
    value = kappa_of(table, weight)
    if value is None:
        return None, None, None
    n = len(units)
    shares = [[cell / n for cell in row] for row in table]
    rows = [sum(row) for row in shares]
    columns = [sum(row[j] for row in shares) for j in range(len(scale))]
    independent = [[a * b for b in columns] for a in rows]
    return value, delta_error(table, weight, shares), delta_error(table, weight, independent)


def among(units, scale, chance, weights):
    """Fleiss' kappa, AC1 or mean agreement of weighted units."""
    rated = [(w, [v for v in unit if v is not None]) for w, unit in zip(weights, units)]
    rated = [(w, values) for w, values in rated if values]
    total = sum(w for w, _ in rated)
    shares = [sum(w * values.count(c) / len(values) for w, values in rated) / total for c in scale]
    pairs = [(w, values) for w, values in rated if len(values) > 1]
    if not pairs:
        return None
    observed = sum(w * sum(a == b for a, b in itertools.permutations(values, 2))
                   / (len(values) * (len(values) - 1)) for w, values in pairs)
    observed /= sum(w for w, _ in pairs)
    if chance == "agreement":
        return observed
    if chance == "fleiss_kappa":
        expected = sum(p * p for p in shares)
    elif len(scale) < 2:
        return None
    else:
        expected = sum(p * (1 - p) for p in shares) / (len(scale) - 1)
    return (observed - expected) / (1 - expected) if expected < 1 - 1e-12 else None


def among_error(units, scale, chance):
    """Only where no rating is missing: else the published formula differs a little."""
    n = len(units)
    if n < 2 or any(value is None for unit in units for value in unit):
        return None
    derivatives = []
    for i in range(n):
        sides = []
        for step in (1e-5, -1e-5):
            weights = [1 + (step if i == j else 0) for j in range(n)]
            sides.append(among(units, scale, chance, weights))
        derivatives.append((sides[0] - sides[1]) / 2e-5)
    return math.sqrt(sum(d * d for d in derivatives) * n / (n - 1))


def alpha(units, scale, level):
    kept = [[v for v in unit if v is not None] for unit in units]
    kept = [unit for unit in kept if len(unit) > 1]
    coincidences = {}
    for unit in kept:
        for a, b in itertools.permutations(unit, 2):
            coincidences[a, b] = coincidences.get((a, b), 0) + 1 / (len(unit) - 1)
    totals = {c: sum(v for (a, _), v in coincidences.items() if a == c) for c in scale}
    n = sum(totals.values())

    def difference(a, b):
        if a == b:
            return 0
        if level == "nominal":
            return 1
        if level == "ordinal":
            low, high = sorted((a, b))
            between = sum(t for c, t in totals.items() if low <= c <= high)
            return (between - (totals[a] + totals[b]) / 2) ** 2
        return (a - b) ** 2 if level == "interval" else ((a - b) / (a + b)) ** 2

    observed = sum(v * difference(a, b) for (a, b), v in coincidences.items())
    expected = sum(totals[a] * totals[b] * difference(a, b)
                   for a, b in itertools.product(scale, scale))
    return 1 - (n - 1) * observed / expected if expected > 0 else None


def figures(raters, units, level):
    """(raters, statistic): value, standard error, that under the null; None where there is none."""
    scale = sorted({value for unit in units for value in unit if value is not None})
    k = len(scale)
    found = {}
    if len(raters) > 2:
        everyone = ",".join(raters)
        for name in ("agreement", "fleiss_kappa", "ac1"):
            value = among(units, scale, name, [1] * len(units))
            error = among_error(units, scale, name) if value is not None else None
            found[everyone, name] = value, error, None
        found[everyone, "alpha_" + level] = alpha(units, scale, level), None, None
    for i, j in itertools.combinations(range(len(raters)), 2):
        pair = [(unit[i], unit[j]) for unit in units]
        pair = [unit for unit in pair if None not in unit]
        names = raters[i] + "," + raters[j]
        if not pair:
            continue
        weights = {"kappa": lambda a, b: float(a == b)}
        if level != "nominal" and k > 1:
            weights["kappa_linear"] = lambda a, b: 1 - abs(a - b) / (k - 1)
            weights["kappa_quadratic"] = lambda a, b: 1 - (a - b) ** 2 / (k - 1) ** 2
        for name, weight in weights.items():
            found[names, name] = kappa(pair, scale, weight)
        value = among(pair, scale, "ac1", [1] * len(pair))
        error = among_error(pair, scale, "ac1") if value is not None else None
        found[names, "ac1"] = value, error, None
        found[names, "alpha_" + level] = alpha(pair, scale, level), None, None
    return found


def check(level, ratings, printed):
    raters, units = read(ratings)
    with open(printed) as file:
        header, *rows = [line.rstrip("\n").split("\t") for line in file]
    rows = {(row["raters"], row["statistic"]): row
            for row in (dict(zip(header, cells)) for cells in rows)}
    wrong = 0
    for key, expected in figures(raters, units, level).items():
        for column, value in zip(("value", "se", "se_null"), expected):
            cell = rows[key][column]
            if value is None and column != "value":
                continue
            if (value is None) != (cell == "") or (cell and abs(float(cell) - value) > 0.000051):
                print(*key, column, "expected", value, "printed", cell)
                wrong += 1
    return wrong > 0


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(int(sys.argv[2]))
    else:
        sys.exit(check(*sys.argv[2:]))
