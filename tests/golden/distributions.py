#!/usr/bin/python3
"""Distribution functions and their inverses in 50 digits (mpmath); where SciPy is accurate, the two are held against each other here."""
import json
import sys
from fractions import Fraction
from math import comb
import mpmath
import scipy
from mpmath import mp, mpf
from scipy import special

DIGITS = 50
mp.dps = DIGITS
SOURCE = f"mpmath {mpmath.__version__}, {DIGITS} digits; SciPy {scipy.__version__} as a second witness; exact fractions"


def series(x, a, b):
    """I_x(a, b) = x^a y^b / (a B(a, b)) * sum (a+b)_k / (a+1)_k x^k, all of whose terms are positive, in whole numbers of 2^-bits."""
    bits = int(mp.dps * 3.33) + 40
    fractions = [Fraction(*map(int, to_fraction(v))) for v in (a, b)]
    scale = max(f.denominator for f in fractions)
    first, both = int(fractions[0] * scale), int(sum(fractions) * scale)
    shift = bits + max(0, -int(mpmath.floor(mpmath.log(x, 2))))
    fixed = int(mpmath.nint(mpmath.ldexp(x, shift)))
    term = total = 1 << bits
    k = 0
    while term > 0:
        term = (term * fixed >> shift) * (both + k * scale) // (first + (k + 1) * scale)
        total += term
        k += 1
    log = a * mpmath.log(x) + b * mpmath.log1p(-x) - mpmath.log(a) - logbeta(a, b)
    return mpmath.exp(log) * mpmath.ldexp(mpf(total), -bits)


def to_fraction(v):
    sign, mantissa, exponent, _ = v._mpf_
    return (mantissa << exponent, 1) if exponent >= 0 else (mantissa, 1 << -exponent)


def logbeta(a, b):
    return mpmath.loggamma(a) + mpmath.loggamma(b) - mpmath.loggamma(a + b)


def beta(x, a, b, upper=False):
    """Lower or upper tail; x may be any mpf. The smaller of x and 1 - x is summed, with digits to spare for the difference to 1."""
    mp.dps = DIGITS + 20
    x, a, b = mpf(x), mpf(a), mpf(b)
    if x > mpf(1) / 2:
        x, a, b, upper = 1 - x, b, a, not upper
    for digits in (DIGITS + 10, 160, 420):
        mp.dps = digits
        lower = series(x, a, b)
        result = 1 - lower if upper else lower
        if not upper or result > mpf(10) ** -(digits - 40):
            break
    mp.dps = DIGITS
    return +result


def student(t, df):
    """The upper tail for t > 0."""
    mp.dps = DIGITS + 20
    t, df = mpf(t), mpf(df)
    if t * t < df:
        result = beta(t * t / (df + t * t), mpf(1) / 2, df / 2, upper=True) / 2
    else:
        result = beta(df / (df + t * t), df / 2, mpf(1) / 2) / 2
    mp.dps = DIGITS
    return +result


def solve(tail, density, p, start):
    """Newton on the logarithm of a tail that falls in its argument."""
    t = mpf(start)
    for _ in range(200):
        value = tail(t)
        if value <= 0:
            t -= t / 4
            continue
        step = mpmath.log(value / p) * value / density(t)
        if abs(step) > abs(t) / 2 and t != 0:
            step = mpmath.sign(step) * abs(t) / 2
        t += step
        if abs(step) < abs(t) * mpf(10) ** -22:
            return t
    raise ValueError((p, start))


def student_quantile(p, df):
    p, df = mpf(p), mpf(df)
    q = min(p, 1 - p)
    if q == mpf(1) / 2:
        return mpf(0)
    scale = mpmath.exp(-logbeta(df / 2, mpf(1) / 2)) / mpmath.sqrt(df)
    start = abs(special.stdtrit(float(df), float(q))) if q > mpf(10) ** -5 and df < 1e8 else mpmath.sqrt(df * mpmath.expm1(mpf(special.ndtri(float(q))) ** 2 / df))
    t = solve(lambda t: student(t, df), lambda t: scale * mpmath.exp(-(df + 1) / 2 * mpmath.log1p(t * t / df)), q, start)
    return -t if p < mpf(1) / 2 else t


def beta_quantile(p, a, b):
    """In log odds, on the side of the smaller tail."""
    p, a, b = mpf(p), mpf(a), mpf(b)
    upper = p > mpf(1) / 2
    q = 1 - p if upper else p
    middle, spread = mpmath.log(a / b), mpmath.sqrt(1 / a + 1 / b)

    def deviance(u):
        return a * (mpmath.log(a / (a + b)) + mpmath.log1p(mpmath.exp(-u))) + b * (mpmath.log(b / (a + b)) + mpmath.log1p(mpmath.exp(u)))

    near, far = middle, middle + (2000 if upper else -2000)
    for _ in range(60):
        u = (near + far) / 2
        near, far = (u, far) if deviance(u) < special.ndtri(float(q)) ** 2 / 2 else (near, u)
    for _ in range(300):
        value = beta(1 / (1 + mpmath.exp(-u)), a, b, upper) if u < 0 else beta(1 / (1 + mpmath.exp(u)), b, a, not upper)
        if value <= 0:
            u -= (u - mpmath.log(a / b)) / 4
            continue
        density = mpmath.exp(-a * mpmath.log1p(mpmath.exp(-u)) - b * mpmath.log1p(mpmath.exp(u)) - logbeta(a, b))
        step = mpmath.log(value / q) * value / density
        step = step if upper else -step
        step = max(-spread, min(spread, step))
        u += step
        if abs(step) < mpf(10) ** -22 * max(1, abs(u)):
            return 1 / (1 + mpmath.exp(-u))
    raise ValueError((p, a, b))


def number(x):
    return float(x)


def near(x, y, relative, what):
    if abs(x - y) > relative * abs(x):
        print(f"{what}: {mpmath.nstr(x, 20)} and {y!r}", file=sys.stderr)
        raise SystemExit(1)


TINY = mpf(10) ** -300

normal = []
for z in (-37, -9, -5.5, -1.5, -0.1, -1e-5, 0, 1e-9, 0.01, 0.3, 0.5, 0.7, 1, 1.959963984540054, 2.5, 3.29, 5, 5.7, 8.3, 10, 19.11708577, 25, 30, 36.5, 37):
    normal.append([z, number(mpmath.erfc(mpf(z) / mpmath.sqrt(2)) / 2)])

normal_quantile = []
for p in (1e-300, 1e-200, 1e-100, 1e-40, 1e-16, 1e-10, 1e-5, 0.001, 0.024, 0.025, 0.1, 0.3, 0.45, 0.4999, 0.49999999, 0.500000001, 0.51, 0.55, 0.7, 0.8, 0.9, 0.95, 0.975, 0.999, 0.99999, 1 - 1e-10, 1 - 2.0**-52):
    q = min(mpf(p), 1 - mpf(p))
    z = solve(lambda z: mpmath.erfc(z / mpmath.sqrt(2)) / 2, lambda z: mpmath.npdf(z), q, abs(special.ndtri(float(q))))
    near(z, abs(special.ndtri(float(q))), 1e-10, f"normal quantile of {p}") if q < 0.49 else None
    normal_quantile.append([p, number(z if p > 0.5 else -z)])

student_tail = []
for df in (1, 1.5, 2, 2.7, 3, 5, 10, 29.5, 100, 119, 121, 1234.5, 1e5, 1e7, 1e9):
    for t in (1e-8, 0.01, 0.5, 0.999, 1.001, 1.2, 1.96, 3, 4.5, 8, 20, 36.9, 150, 1000):
        if -(df + 1) / 2 * mpmath.log1p(mpf(t) ** 2 / df) < -750:
            continue
        value = student(t, df)
        if value > TINY:
            if value > 1e-250 and df < 1e4:
                near(value, special.stdtr(df, -t), 1e-9, f"student {t} {df}")
            student_tail.append([t, df, number(value)])
student_tail += [[-t, df, number(1 - student(t, df))] for t, df in ((0.5, 1), (1.2, 7.3), (3, 1e5))]

student_inverse = []
for df in (1, 1.5, 2, 3, 4.7, 10, 30, 250.5, 1e4, 1e6, 1e9):
    for p in (1e-300, 1e-120, 1e-20, 1e-6, 0.001, 0.025, 0.2, 0.25, 0.4, 0.49, 0.4999999, 0.5000001, 0.6, 0.75, 0.8, 0.975, 0.9995, 1 - 1e-12):
        student_inverse.append([p, df, number(student_quantile(p, df))])

log_beta = []
for a in (0.5, 0.7, 1.5, 2, 9.3, 15, 31, 1e3, 1e5, 1e7):
    for b in (0.5, 0.9, 3, 14.9, 400.25, 1e5, 1e7):
        log_beta.append([a, b, number(logbeta(mpf(a), mpf(b)))])

SHAPES = [(0.5, 0.5), (0.5, 1), (0.5, 20), (0.5, 1e4), (0.5, 1e7), (1, 1), (1, 1e7), (2, 3), (1.5, 99.5), (10, 10), (11, 91), (50.5, 60), (59, 0.5), (61, 0.5), (59, 1e4), (61, 1e4), (80, 1.5),
          (101, 901), (1001, 1.25), (1e4, 9e4), (10001, 90001), (5e5, 5e5), (1e7, 0.5), (1e7, 30), (1e7, 1e5), (1e7, 1e7)]
beta_tails = []
beta_inverse = []
for a, b in SHAPES:
    middle = mpmath.log(mpf(a) / b)
    spread = mpmath.sqrt(mpf(1) / a + mpf(1) / b)
    xs = {1e-8, 0.001, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 0.999}
    xs |= {float(1 / (1 + mpmath.exp(-(middle + z * spread)))) for z in (-30, -12, -5, -2, -0.5, -0.01, 0, 0.01, 0.5, 2, 5, 12, 30)}
    for x in sorted(xs):
        # Chernoff's bound of the smaller tail: what is far below 1e-300 is left out before the work is done.
        bound = a * mpmath.log(mpf(x) * (a + b) / a) + b * mpmath.log((1 - mpf(x)) * (a + b) / b) if 0 < x < 1 else -9999
        if bound < -800:
            continue
        lower, upper = beta(x, a, b), beta(x, a, b, upper=True)
        if min(lower, upper) > TINY:
            beta_tails.append([x, a, b, number(lower), number(upper)])
    for p in (1e-300, 1e-60, 1e-9, 0.01, 0.025, 0.3, 0.5, 0.62, 0.975, 0.999999, 1 - 1e-13):
        x = beta_quantile(p, a, b)
        if x > TINY:
            beta_inverse.append([p, a, b, number(x)])

chi = []
for df in (1, 1.5, 2, 3, 9, 50, 99, 101, 999, 10000):
    for x in (1e-6, 0.1, 1, 3.84, 10.83, 50, 120, 400, 1400, 0.5 * df, 0.9 * df, 0.999 * df, 1.001 * df, 1.05 * df, 1.2 * df, df + 30.0 * (2 * df) ** 0.5):
        mp.dps = 90
        value = mpmath.gammainc(mpf(df) / 2, mpf(x) / 2, mpmath.inf, regularized=True)
        mp.dps = DIGITS
        if value > TINY:
            chi.append([x, df, number(value)])

hypergeometric = []
for successes, draws, marked, population in ((3, 4, 4, 8), (0, 5, 10, 50), (4, 5, 10, 50), (5, 5, 10, 50), (7, 20, 31, 77), (0, 0, 5, 9), (120, 1000, 200, 2000)):
    exact = Fraction(comb(marked, successes) * comb(population - marked, draws - successes), comb(population, draws))
    hypergeometric.append([successes, draws, marked, population, number(mpmath.log(mpf(exact.numerator) / exact.denominator)), number(mpf(exact.numerator) / exact.denominator)])
for successes, draws, marked, population in ((10000, 100000, 20200, 200000), (9000, 100000, 20200, 200000), (500000, 10**6, 10**6, 2 * 10**6), (1000, 10**6, 10**6, 2 * 10**6), (10**9, 10**12, 2 * 10**9 + 50000, 2 * 10**12),
                                             (1, 10**9, 2, 2 * 10**9), (0, 10**6, 40, 2 * 10**6)):
    def choose(n, k):
        return mpmath.loggamma(mpf(n) + 1) - mpmath.loggamma(mpf(k) + 1) - mpmath.loggamma(mpf(n) - k + 1)
    log = choose(marked, successes) + choose(population - marked, draws - successes) - choose(population, draws)
    hypergeometric.append([successes, draws, marked, population, number(log), number(mpmath.exp(log))])

TABLES = {"normal": normal, "normalQuantile": normal_quantile, "student": student_tail, "studentQuantile": student_inverse, "logBeta": log_beta, "beta": beta_tails,
          "betaQuantile": beta_inverse, "chi": chi, "hypergeometric": hypergeometric}
print("{\n" + f'"source": {json.dumps(SOURCE)}' + "".join(f',\n"{name}": [\n' + ",\n".join(json.dumps(row) for row in rows) + "]" for name, rows in TABLES.items()) + "\n}")
