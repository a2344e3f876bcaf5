#!/usr/bin/python3
"""Tails, sample ratios, confidence sequences and corrections in 50 digits (mpmath) or exact fractions."""
import json
from fractions import Fraction
import mpmath
from mpmath import mp, mpf

mp.dps = 50
SOURCE = f"mpmath {mpmath.__version__}, 50 digits; corrections by their definitions in exact fractions"


def number(x):
    return float(x)


normal = [[z, number(mpmath.erfc(mpf(z) / mpmath.sqrt(2)) / 2)] for z in (-9, -3, -1.5, -0.1, 0, 0.5, 1, 1.959963984540054, 2.5, 3.29, 5, 8.3, 10, 19.11708577, 30, 37)]
chi = [[x, df, number(mpmath.gammainc(mpf(df) / 2, mpf(x) / 2, mpmath.inf, regularized=True))]
       for df in (1, 2, 3, 9, 99, 999) for x in (1e-6, 0.1, 1, 3.84, 10.83, 50, 120, 400, 1400)
       if mpmath.gammainc(mpf(df) / 2, mpf(x) / 2, mpmath.inf, regularized=True) > mpf(10) ** -300]

ratio = []
for counts, weights in (([500, 500], [1, 1]), ([500, 600], [1, 1]), ([600, 400], [1, 1]), ([821588, 815482], [1, 1]), ([300, 500, 210], [3, 5, 2]),
                        ([1000, 9100], [1, 9]), ([10**9, 10**9 + 200000], [1, 1]), ([70, 20, 10, 0], [6, 3, 1, 0])):
    total, weight = sum(counts), sum(weights)
    expected = [mpf(total) * w / weight for w in weights]
    square = sum((n - e) ** 2 / e for n, e in zip(counts, expected) if e > 0)
    df = sum(1 for w in weights if w > 0) - 1
    p = mpmath.gammainc(mpf(df) / 2, square / 2, mpmath.inf, regularized=True)
    for concentration in (2, 100, 10000):
        log = mpmath.loggamma(concentration) - mpmath.loggamma(concentration + total)
        for n, w in zip(counts, weights):
            if w > 0:
                share = mpf(w) / weight
                a = concentration * share
                log += mpmath.loggamma(a + n) - mpmath.loggamma(a) - n * mpmath.log(share)
        ratio.append([counts, weights, number(p), concentration, number(min(mpf(1), mpmath.exp(-log)))])

sequence = []
for estimate, error, units, alpha, tuning in ((0.01, 0.004, 5000, 0.05, 5000), (0.5, 0.1, 100, 0.05, 5000), (-3, 0.2, 10**6, 0.01, 5000), (0.02, 0.006, 20000, 0.1, 10000), (0, 1, 10, 0.05, 100)):
    a = -2 * mpmath.log(mpf(alpha))
    rho2 = (a + mpmath.log(1 + a)) / tuning
    g = units * rho2
    half = mpf(error) * mpmath.sqrt(units) * mpmath.sqrt(2 * (g + 1) / (mpf(units) ** 2 * rho2) * mpmath.log(mpmath.sqrt(g + 1) / mpf(alpha)))
    s = units * (mpf(estimate) / mpf(error)) ** 2
    p = min(mpf(1), mpmath.sqrt(g + 1) * mpmath.exp(-rho2 * s / (2 * (g + 1))))
    sequence.append([estimate, error, units, alpha, tuning, number(half), number(p)])

corrections = []
for values in ([0.01, 0.04, 0.03, 0.005], [0.5], [0.02, 0.02, 0.9, 1.0, 0.0], [0.001 * i for i in range(1, 21)]):
    exact = [Fraction(v) for v in values]
    m, order = len(values), sorted(range(len(values)), key=lambda i: exact[i])
    holm, bh = [None] * m, [None] * m
    for k in range(m):
        holm[order[k]] = float(min(Fraction(1), max(exact[order[j]] * (m - j) for j in range(k + 1))))
        bh[order[k]] = float(min([Fraction(1)] + [exact[order[j]] * m / (j + 1) for j in range(k, m)]))
    corrections.append([values, holm, bh])

print(json.dumps({"source": SOURCE, "normal": normal, "chi": chi, "ratio": ratio, "sequence": sequence, "corrections": corrections}, indent=1))
