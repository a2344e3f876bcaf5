#!/usr/bin/python3
"""Fisher's exact test in exact fractions, and the beta-binomial comparison in 40 digits (mpmath) by two independent ways."""
import json
import sys
from fractions import Fraction
from math import comb
import mpmath
import scipy
from mpmath import mp, mpf
from scipy import stats

mp.dps = 40
SOURCE = f"exact fractions, SciPy {scipy.__version__} as a second witness; mpmath {mpmath.__version__}, {mp.dps} digits"


def number(x):
    return float(x)


def fisher(x, n, y, m):
    """The weights of all tables as whole numbers; no likelier than the observed one, with R's slack."""
    marked, population = x + y, n + m
    low, high = max(0, n + marked - population), min(n, marked)
    weight = comb(n, low) * comb(m, marked - low)
    weights = []
    for k in range(low, high + 1):
        weights.append(weight)
        if k < high:
            weight = weight * (n - k) * (marked - k) // ((k + 1) * (m - marked + k + 1))
    limit = weights[x - low] * (10**7 + 1)
    p = Fraction(sum(w for w in weights if w * 10**7 <= limit), comb(population, marked))
    return number(mpf(p.numerator) / p.denominator)


# Tea tasting (Agresti) and convictions of twins (Fisher) are R's own examples: 0.4857 and 0.0005367.
FISHER = [(3, 4, 1, 4), (2, 12, 15, 18), (0, 1, 1, 1), (0, 5, 0, 7), (5, 5, 0, 5), (1, 30, 7, 28), (8, 10, 1, 6), (0, 1000, 9, 1000), (0, 20, 3, 2000), (10, 15, 12, 21), (50, 100, 50, 100), (49, 100, 50, 100),
          (500, 10000, 561, 10000), (100, 100, 1, 300), (1, 2, 1, 1000), (7, 700, 70, 7000), (1000, 2000, 1100, 2000), (2, 5, 3, 5), (40, 3000, 400, 3100), (19, 20, 900, 1000), (0, 3000, 1500, 3000)]
fisher_rows = []
for case in FISHER:
    x, n, y, m = case
    p = fisher(*case)
    if abs(stats.fisher_exact([[x, n - x], [y, m - y]])[1] - p) > 1e-9 * p and p > 1e-200:
        print(f"SciPy disagrees about {case}: {p} {stats.fisher_exact([[x, n - x], [y, m - y]])[1]}", file=sys.stderr)
    fisher_rows.append([*case, p])
for case in ((10000, 100000, 10200, 100000), (100000, 10**6, 100500, 10**6), (100000, 10**6, 105000, 10**6), (3, 10**6, 17, 10**6)):
    x, n, y, m = case
    marked, population = x + y, n + m

    def log(k):
        return sum(mpmath.loggamma(a + 1) - mpmath.loggamma(b + 1) - mpmath.loggamma(a - b + 1) for a, b in ((mpf(n), k), (mpf(m), marked - k)))

    def outward(k, side):
        total, term = mpf(0), mpf(1)
        while term > mpf(10) ** -30 and 0 <= k <= min(n, marked):
            total += term
            term *= mpf(k * (m - marked + k)) / ((marked - k + 1) * (n - k + 1)) if side < 0 else mpf((marked - k) * (n - k)) / ((k + 1) * (m - marked + k + 1))
            k += side
        return total

    # The arms are of one size, so that the table with the arms exchanged is just as likely.
    p = mpmath.exp(log(x) - (mpmath.loggamma(population + 1) - mpmath.loggamma(marked + 1) - mpmath.loggamma(population - marked + 1))) * (outward(x, -1) + outward(marked - x, 1) * 1)
    fisher_rows.append([*case, number(p)])



def log_beta(a, b):
    return mpmath.loggamma(a) + mpmath.loggamma(b) - mpmath.loggamma(a + b)


def miller(a, b, c, d):
    """P(X > Y) of X in Beta(a, b) and Y in Beta(c, d) for a whole a: Miller's sum, all of whose terms are positive."""
    term = mpmath.exp(log_beta(c, b + d) - mpmath.log(b) - log_beta(mpf(1), b) - log_beta(c, d))
    total = mpf(0)
    for i in range(int(a)):
        total += term
        term *= (c + i) * (b + i) / ((c + b + d + i) * (i + 1))
    return total


def integral(a, b, c, d):
    """The same as an integral over the log odds u of X, by the trapezoid rule, with the tail of Y from a series: for any parameters."""
    middle, spread = mpmath.log(a / b), mpmath.sqrt(1 / a + 1 / b)
    step = min(spread, mpf(1)) / 8
    total = mpf(0)
    for side in (1, -1):
        k = 0 if side > 0 else -1
        while True:
            u = middle + k * step
            x = 1 / (1 + mpmath.exp(-u))
            term = mpmath.exp(a * mpmath.log(x) - b * mpmath.log1p(mpmath.exp(u)) - log_beta(a, b)) * mpmath.betainc(c, d, 0, x, regularized=True)
            total += term
            k += side
            if term < total * mpf(10) ** -30 and abs(k) > 8:
                break
    return total * step


def double_integral(a, b, c, d):
    """The same for many units: the density of the difference of the log odds by the trapezoid rule, and its upper tail by Gauss-Legendre."""
    spread_x, spread_y = mpmath.sqrt(1 / a + 1 / b), mpmath.sqrt(1 / c + 1 / d)
    spread = mpmath.sqrt(spread_x**2 + spread_y**2)
    shift = mpmath.log(a / b) - mpmath.log(c / d)
    step = min(spread_x, spread_y) / 4
    constant = log_beta(a, b) + log_beta(c, d)

    def density(t):
        # The product of both densities peaks where X's log odds less Y's are t.
        at = mpmath.log(c / d) + (t - shift) * -(spread_y / spread) ** 2
        total = mpf(0)
        for k in range(-60, 61):
            y = at + k * step
            x = y + t
            total += mpmath.exp(-a * mpmath.log1p(mpmath.exp(-x)) - b * mpmath.log1p(mpmath.exp(x)) - c * mpmath.log1p(mpmath.exp(-y)) - d * mpmath.log1p(mpmath.exp(y)) - constant)
        return total * step

    total, low = mpf(0), max(mpf(0), shift - 14 * spread)
    while True:
        part = sum(w * density(low + (1 + n) / 2 * spread) for n, w in RULE) * spread / 2
        total += part
        low += spread
        if part < total * mpf(10) ** -20 and low > shift:
            return total


def rule(count):
    """Nodes and weights of Gauss and Legendre on -1 to 1."""
    result = []
    for i in range(count):
        x = mpmath.cos(mpmath.pi * (i + mpf(3) / 4) / (count + mpf(1) / 2))
        for _ in range(8):
            last, value = mpf(1), x
            for n in range(2, count + 1):
                last, value = value, ((2 * n - 1) * x * value - (n - 1) * last) / n
            slope = count * (x * value - last) / (x * x - 1)
            x -= value / slope
        result.append((x, 2 / ((1 - x * x) * slope * slope)))
    return result


RULE = rule(16)


def compare(xc, nc, xt, nt, alpha, beta, way):
    c, d, a, b = mpf(alpha) + xc, mpf(beta) + nc - xc, mpf(alpha) + xt, mpf(beta) + nt - xt
    mean_t, mean_c = a / (a + b), c / (c + d)
    chance = way(a, b, c, d)
    treatment = mean_c * way(c + 1, d, a, b) - mean_t * way(c, d, a + 1, b)
    control = mean_t * way(a + 1, b, c, d) - mean_c * way(a, b, c + 1, d)
    assert abs(control - treatment - (mean_t - mean_c)) < mpf(10) ** -15 * (control + treatment)
    return [xc, nc, xt, nt, alpha, beta, number(chance), number(treatment), number(control)]


rates = []
for xc, nc, xt, nt in ((0, 0, 0, 0), (0, 1, 1, 1), (1, 1, 0, 1), (3, 10, 5, 11), (0, 1000, 0, 1000), (0, 1000, 5, 1000), (7, 9, 1, 1000), (1, 1000, 7, 9), (120, 1000, 100, 1000), (100, 1000, 120, 1000), (500, 1000, 500, 1000),
                       (10, 100, 60, 100), (60, 100, 10, 100), (400, 1000, 100, 1000), (0, 20, 19, 20), (0, 10**6, 10, 10**6), (3, 10**6, 900, 1000), (990, 1000, 999, 1000), (1000, 10000, 1100, 10000), (10000, 100000, 10000, 100000),
                       (10000, 100000, 10200, 100000), (10200, 100000, 10000, 100000), (10000, 100000, 11900, 100000), (12500, 100000, 10000, 100000), (10, 100, 10000, 100000), (10000, 100000, 10, 101),
                       (0, 7, 0, 10**9), (3, 10, 2, 10**8), (0, 300000, 0, 10**12), (12, 25, 0, 10**6), (20000, 20000, 5, 9), (30, 2**52, 31, 2**53)):
    mp.dps = 60
    rates.append(compare(xc, nc, xt, nt, 1, 1, miller))
    mp.dps = 40
for xc, nc, xt, nt, alpha, beta in ((0, 0, 0, 0, 0.5, 0.5), (0, 10, 0, 12, 0.5, 0.5), (3, 10, 5, 11, 0.25, 3.75), (0, 10, 9, 10, 0.1, 0.1), (9, 10, 0, 10, 0.1, 0.1), (12, 100, 31, 120, 2.5, 20.25), (50, 300, 20, 280, 0.5, 0.5), (0, 5, 0, 50, 0.01, 0.02)):
    mp.dps = 60
    rates.append(compare(xc, nc, xt, nt, alpha, beta, integral))
    mp.dps = 40

for xc, nc, xt, nt, alpha, beta in ((1000, 10000, 1070, 10000, 1, 1), (10**8, 10**9, 10**8 - 80000, 10**9, 1, 1), (3 * 10**11, 10**12, 3 * 10**11 + 400000, 10**12, 0.5, 0.5), (2**51, 2**53, 2**51 - 10**8, 2**53, 1, 1),
                                    (12345, 67890, 12500, 70000, 2.5, 7.75), (700, 10**9, 610, 10**9, 0.3, 40.6)):
    mp.dps = 50
    rates.append(compare(xc, nc, xt, nt, alpha, beta, double_integral))
    mp.dps = 40

means = []
for difference, deviation in ((0.1, 0.05), (0, 1), (-0.1, 0.05), (3, 0.2), (-3, 0.2), (1e-9, 5), (30, 1), (-37, 1), (-0.0001, 7)):
    mp.dps = 400
    z = mpf(difference) / mpf(deviation)
    chance = mpmath.erfc(-z / mpmath.sqrt(2)) / 2
    control = mpf(deviation) * (mpmath.npdf(z) + z * chance)
    means.append([difference, deviation, number(chance), number(control - mpf(difference)), number(control)])

TABLES = {"fisher": fisher_rows, "rates": rates, "means": means}
print("{\n" + f'"source": {json.dumps(SOURCE)}' + "".join(f',\n"{name}": [\n' + ",\n".join(json.dumps(row) for row in rows) + "]" for name, rows in TABLES.items()) + "\n}")
