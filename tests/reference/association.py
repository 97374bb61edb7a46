#!/usr/bin/env python3
"""The formulas of keyness and cooccur once more, slowly and independently: fractions and decimals
of 60 digits, each formula as its author printed it, no floating point, no library of statistics.

    association.py unit       the values of tests/unit/association_test.c
    association.py keyness    of `target reference tokens_target tokens_reference` lines
    association.py pairs      of `joint freq_a freq_b units` lines
    association.py dispersion of lines `freq:tokens freq:tokens ...`, one thing each

Undefined figures are empty. Columns are separated by tabs, numbers have 15 significant digits.
"""
import sys
from decimal import Decimal, getcontext
from fractions import Fraction

getcontext().prec = 60
LN2 = Decimal(2).ln()


def decimal(x):
    x = Fraction(x)
    return Decimal(x.numerator) / Decimal(x.denominator)


def pi():
    """Machin 1706."""
    def arctan(x):
        total, power, n = Decimal(0), 1 / Decimal(x), 1
        while abs(power) > Decimal(10) ** -70:
            total += power / n if n % 4 == 1 else -power / n
            power /= x * x
            n += 2
        return total
    return 4 * (4 * arctan(5) - arctan(239))


PI = pi()


def erfc(x):
    """Series near 0 (Abramowitz and Stegun 7.1.6), continued fraction elsewhere (7.1.14)."""
    if x < 4:
        term, total, n = x, x, 0
        with_more = getcontext().copy()
        with_more.prec = 90
        while abs(term) > Decimal(10) ** -80:
            n += 1
            term = with_more.divide(with_more.multiply(term, 2 * x * x), Decimal(2 * n + 1))
            total = with_more.add(total, term)
        return 1 - 2 / PI.sqrt() * (-x * x).exp() * total
    fraction = x
    for k in range(4000, 0, -1):
        fraction = x + Decimal(k) / 2 / fraction
    return (-x * x).exp() / PI.sqrt() / fraction


def p_value(chi2):
    return erfc((chi2 / 2).sqrt())


def cells(a, b, c, d):
    n = a + b + c + d
    observed = [[a, b], [c, d]]
    rows, columns = [a + b, c + d], [a + c, b + d]
    if 0 in rows + columns or min(a, b, c, d) < 0:
        return None
    return [(Fraction(observed[i][j]), Fraction(rows[i] * columns[j], n)) for i in (0, 1) for j in (0, 1)]


def g2(*table):
    found = cells(*table)
    if not found:
        return None
    return 2 * sum((decimal(n) * decimal(n / e).ln() for n, e in found if n > 0), Decimal(0))


def chi2(*table, yates=False):
    found = cells(*table)
    if not found:
        return None
    correction = min([Fraction(1, 2)] + [abs(n - e) for n, e in found]) if yates else 0
    return decimal(sum((abs(n - e) - correction) ** 2 / e for n, e in found))


def log_ratio(a, b, target, reference):
    if a + b == 0 or target == 0 or reference == 0:
        return None
    half = Fraction(1, 2)
    return decimal(Fraction(a or half, target) / Fraction(b or half, reference)).ln() / LN2


def pmi(joint, fa, fb, units):
    return decimal(Fraction(joint * units, fa * fb)).ln() / LN2 if joint else None


def npmi(joint, fa, fb, units):
    if joint in (0, units):
        return None
    return pmi(joint, fa, fb, units) / -(decimal(Fraction(joint, units)).ln() / LN2)


def t_score(joint, fa, fb, units):
    return decimal(joint - Fraction(fa * fb, units)) / Decimal(joint).sqrt() if joint else None


def dice(joint, fa, fb):
    return decimal(Fraction(2 * joint, fa + fb)) if fa + fb else None


def holm(p):
    order = sorted(range(len(p)), key=lambda i: p[i])
    result = list(p)
    for rank, i in enumerate(order):
        result[i] = max(min(Decimal(1), (len(p) - k) * p[j]) for k, j in enumerate(order[:rank + 1]))
    return result


def benjamini_hochberg(p):
    order = sorted(range(len(p)), key=lambda i: p[i])
    result = list(p)
    for rank, i in enumerate(order):
        result[i] = min([Decimal(1)] + [Decimal(len(p)) / (k + 1) * p[j]
                                        for k, j in enumerate(order) if k >= rank])
    return result


def dispersion(parts):
    """Range, Juilland's D, DP, DPnorm of (freq, tokens) in all parts."""
    parts = [(v, s) for v, s in parts if s > 0]
    freq, tokens, n = sum(v for v, _ in parts), sum(s for _, s in parts), len(parts)
    if freq == 0:
        return [0, None, None, None]
    dp = sum(abs(Fraction(v, freq) - Fraction(s, tokens)) for v, s in parts) / 2
    juilland = normalized = None
    if n > 1:
        rates = [Fraction(v, s) for v, s in parts]
        mean = sum(rates) / n
        variance = sum((rate - mean) ** 2 for rate in rates) / n
        juilland = 1 - decimal(variance).sqrt() / decimal(mean) / Decimal(n - 1).sqrt()
        normalized = decimal(dp / (1 - Fraction(min(s for _, s in parts), tokens)))
    return [sum(v > 0 for v, _ in parts), juilland, decimal(dp), normalized]


def show(*values):
    print("\t".join("" if v is None else str(v) if isinstance(v, int) else "%.15g" % v if v == 0 or abs(v) > Decimal("1e-290")
                    else "{:.14e}".format(v) for v in values))


def unit():
    for table in [(110, 2442, 111, 29114), (29, 13, 123, 31612), (10, 0, 3, 31764), (1, 0, 999999, 1),
                  (50000001, 50000000, 450000000, 450000000), (3, 5, 997, 9995), (5, 5, 5, 5)]:
        print(table)
        show(g2(*table), chi2(*table), chi2(*table, yates=True), log_ratio(table[0], table[1], table[0] + table[2], table[1] + table[3]))
    for x in ["0.5", "3.841458820694124", "10", "100", "700", "1370", "1400"]:
        print(x, "{:.17e}".format(p_value(Decimal(x))))
    for pair in [(10, 20, 30, 1000), (1, 1000, 1000, 1000000000), (7, 7, 7, 100), (5, 5, 5, 5), (1, 500000, 400000, 1000000)]:
        print(pair)
        show(pmi(*pair), npmi(*pair), t_score(*pair), dice(*pair[:3]))


def main():
    mode = sys.argv[1]
    if mode == "unit":
        unit()
        return
    rows = [[[int(n) for n in cell.split(":")] if ":" in cell else int(cell) for cell in line.split()]
            for line in sys.stdin]
    if mode == "dispersion":
        for row in rows:
            show(*dispersion(row))
    elif mode == "pairs":
        for joint, fa, fb, units in rows:
            show(decimal(Fraction(fa * fb, units)), pmi(joint, fa, fb, units), npmi(joint, fa, fb, units),
                 t_score(joint, fa, fb, units), dice(joint, fa, fb),
                 g2(joint, fa - joint, fb - joint, units - fa - fb + joint))
    else:
        tables = [(a, b, n1 - a, n2 - b) for a, b, n1, n2 in rows]
        values = [g2(*table) for table in tables]
        p = [p_value(value) for value in values]
        for row, table, value, one, two, three in zip(rows, tables, values, p, holm(p), benjamini_hochberg(p)):
            show(value, log_ratio(*row), chi2(*table), p_value(chi2(*table)), one, two, three,
                 chi2(*table, yates=True))


if __name__ == "__main__":
    main()
