#!/usr/bin/python3
"""Two-sample comparisons: statsmodels and SciPy, and closed forms in 50 digits (mpmath) where they have none."""
import json
import mpmath
import numpy
import scipy
import scipy.stats as st
import statsmodels
import statsmodels.stats.proportion as sp
from mpmath import mp, mpf

mp.dps = 50
SOURCE = f"statsmodels {statsmodels.__version__}, SciPy {scipy.__version__}, mpmath {mpmath.__version__}"
Z = mpmath.sqrt(2) * mpmath.erfinv(mpf(95) / 100)



def bisect(holds, inside, outside):
    """Where something that holds inside ceases to hold on the way outside, in 40 digits."""
    inside, outside = mpf(inside), mpf(outside)
    for _ in range(140):
        middle = (inside + outside) / 2
        inside, outside = (middle, outside) if holds(middle) else (inside, middle)
    return inside


def likeliest(xa, na, xb, nb, rate):
    """The control's rate with the greatest likelihood when the treatment's is rate(control's), by the slope of the likelihood alone."""
    def slope(a):
        b, step = rate(a)
        return (xa / a if xa else 0) - ((na - xa) / (1 - a) if na > xa else 0) + step * ((xb / b if xb else 0) - ((nb - xb) / (1 - b) if nb > xb else 0))
    return slope


def score_z(xa, na, xb, nb, delta=None, ratio=None):
    if ratio is None:
        low, high = max(mpf(0), -delta), min(mpf(1), 1 - delta)
        rate = lambda a: (a + delta, 1)
    else:
        low, high = mpf(0), min(mpf(1), 1 / ratio)
        rate = lambda a: (a * ratio, ratio)
    slope = likeliest(xa, na, xb, nb, rate)
    a = bisect(lambda t: slope(t) > 0, low, high)
    b = rate(a)[0]
    distance = mpf(xb) / nb - (mpf(xa) / na + delta if ratio is None else ratio * mpf(xa) / na)
    return distance / mpmath.sqrt(a * (1 - a) / na * (1 if ratio is None else ratio ** 2) + b * (1 - b) / nb)


def score_intervals(xa, na, xb, nb):
    a, b = mpf(xa) / na, mpf(xb) / nb
    tiny = mpf(10) ** -30
    difference = [float(bisect(lambda d: score_z(xa, na, xb, nb, delta=d) <= Z, b - a, -1 + tiny)),
                  float(bisect(lambda d: score_z(xa, na, xb, nb, delta=d) >= -Z, b - a, 1 - tiny))]
    if min(xa, xb) == 0:
        return difference, [None, None]
    return difference, [float(bisect(lambda r: score_z(xa, na, xb, nb, ratio=r) <= Z, b / a, tiny)),
                        float(bisect(lambda r: score_z(xa, na, xb, nb, ratio=r) >= -Z, b / a, 100 * b / a))]


proportions = []
for xa, na, xb, nb in ((100, 1000, 130, 1000), (1000, 10000, 1100, 10000), (5, 1000, 18, 900), (56, 70, 48, 80), (9, 10, 3, 10), (1, 29, 0, 10), (0, 50, 6, 60),
                       (50000, 1000000, 51000, 1000000), (3000, 4000, 200, 300), (700, 10000, 700, 10000), (15, 148, 15, 148)):
    pooled = sp.proportions_ztest([xb, xa], [nb, na])[1] if xa + xb > 0 else 1
    score, ratio = score_intervals(xa, na, xb, nb)
    newcombe = sp.confint_proportions_2indep(xb, nb, xa, na, compare="diff", method="newcomb")
    wald = sp.confint_proportions_2indep(xb, nb, xa, na, compare="diff", method="wald")
    a, b = mpf(xa) / na, mpf(xb) / nb
    error = mpmath.sqrt(a * (1 - a) / na + b * (1 - b) / nb)
    unpooled = mpmath.erfc(abs(b - a) / error / mpmath.sqrt(2))
    wilson = sp.proportion_confint(xa, na, method="wilson")
    proportions.append({"counts": [xa, na, xb, nb], "pooled": float(pooled), "unpooled": float(unpooled), "fisher": float(st.fisher_exact([[xb, nb - xb], [xa, na - xa]])[1]),
                        "score": score, "ratio": ratio, "newcombe": [float(x) for x in newcombe],
                        "wald": [float(x) for x in wald], "wilson": [float(x) for x in wilson]})


def fieller(a, va, b, vb, z):
    """Roots of (a^2 - z^2 va) r^2 - 2 a b r + (b^2 - z^2 vb), less 1."""
    k, l, m = a * a - z * z * va, a * b, b * b - z * z * vb
    root = mpmath.sqrt(l * l - k * m)
    return [float((l - root) / k - 1), float((l + root) / k - 1)]


def student(df):
    """The .975 quantile of t in 50 digits."""
    f = lambda t: mpmath.betainc(mpf(df) / 2, mpf(1) / 2, 0, df / (df + t * t), regularized=True) - mpf(5) / 100
    return mpmath.findroot(f, mpf(st.t.ppf(0.975, float(df))))


def exact(values):
    return [mpf(str(v)) for v in values]


def mean(v):
    return sum(v) / len(v)


def cov(x, y):
    mx, my = mean(x), mean(y)
    return sum((p - mx) * (q - my) for p, q in zip(x, y)) / (len(x) - 1)


random = numpy.random.default_rng(20261128)
lognormal = [[round(float(v), 3) for v in random.lognormal(m, 1, n)] for m, n in ((1, 40), (1.4, 55))]
samples = [[[1, 2, 3, 4, 5], [2, 4, 6, 8, 10, 12]], [[20.1, 19.8, 20.4, 20.0], [22.5, 21.9, 23.1]], lognormal,
           [[5] * 20 + [6] * 20, [5] * 10 + [6] * 30]]
means = []
for a, b in samples:
    t = st.ttest_ind(b, a, equal_var=False)
    x, y = exact(a), exact(b)
    va, vb = cov(x, x) / len(x), cov(y, y) / len(y)
    df = (va + vb) ** 2 / (va ** 2 / (len(x) - 1) + vb ** 2 / (len(y) - 1))
    c = student(df)
    d, e = mean(y) - mean(x), mpmath.sqrt(va + vb)
    means.append({"control": a, "treatment": b, "scipy": float(t.pvalue),
                  "p": float(mpmath.betainc(df / 2, mpf(1) / 2, 0, df / (df + (d / e) ** 2), regularized=True)),
                  "difference": [float(d - c * e), float(d + c * e)], "lift": fieller(mean(x), va, mean(y), vb, c)})

ratios = []
for seed, n, m in ((1, 60, 80), (2, 300, 250)):
    g = numpy.random.default_rng(seed)
    arms = []
    for size, shift in ((n, 1.0), (m, 1.15)):
        y = [int(v) for v in g.poisson(3, size) + 1]
        arms.append([[round(float(g.gamma(2, 4 * shift) * k), 3) for k in y], y])
    stats = []
    for x, y in arms:
        x, y = exact(x), exact(y)
        r = mean(x) / mean(y)
        stats.append((r, (cov(x, x) - 2 * r * cov(x, y) + r * r * cov(y, y)) / len(x) / mean(y) ** 2))
    (a, va), (b, vb) = stats
    e = mpmath.sqrt(va + vb)
    ratios.append({"control": arms[0], "treatment": arms[1], "p": float(mpmath.erfc(abs(b - a) / e / mpmath.sqrt(2))),
                   "difference": [float(b - a - Z * e), float(b - a + Z * e)], "lift": fieller(a, va, b, vb, Z)})

adjusted = []
for (xa, ya), (xb, yb) in ((([2, 4, 5, 4, 5], [1, 2, 3, 4, 5]), ([4, 6, 7, 6, 8], [2, 3, 4, 5, 6])),
                           (([3.5, 1.25, 7, 4, 9.5, 2], [3, 1, 6, 4, 8, 3]), ([5, 8.5, 2.5, 9, 6.25, 4, 10], [4, 7, 2, 8, 5, 4, 8]))):
    a, pa, b, pb = exact(xa), exact(ya), exact(xb), exact(yb)
    na, nb = len(a), len(b)
    theta = (cov(a, pa) * (na - 1) + cov(b, pb) * (nb - 1)) / (cov(pa, pa) * (na - 1) + cov(pb, pb) * (nb - 1))
    d = mean(b) - mean(a) - theta * (mean(pb) - mean(pa))
    va = (cov(a, a) - 2 * theta * cov(a, pa) + theta ** 2 * cov(pa, pa)) / na
    vb = (cov(b, b) - 2 * theta * cov(b, pb) + theta ** 2 * cov(pb, pb)) / nb
    df = (va + vb) ** 2 / (va ** 2 / (na - 1) + vb ** 2 / (nb - 1))
    e = mpmath.sqrt(va + vb)
    adjusted.append({"control": [xa, ya], "treatment": [xb, yb], "theta": float(theta), "difference": float(d), "error": float(e),
                     "p": float(mpmath.betainc(df / 2, mpf(1) / 2, 0, df / (df + (d / e) ** 2), regularized=True))})

print(json.dumps({"source": SOURCE, "proportions": proportions, "means": means, "ratios": ratios, "adjusted": adjusted}, indent=1))
