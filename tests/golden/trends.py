#!/usr/bin/python3
"""Lines, Theil-Sen, Kendall and autocorrelation: exact fractions and mpmath, and SciPy and statsmodels where they are exact enough."""
import json
import math
import warnings
from fractions import Fraction
import mpmath
import numpy
import scipy
import scipy.stats as st
import statsmodels
from mpmath import mp, mpf
from statsmodels.stats.diagnostic import acorr_ljungbox
from statsmodels.tsa.stattools import acf

warnings.simplefilter("ignore")
mp.dps = 60
SOURCE = f"statsmodels {statsmodels.__version__}, SciPy {scipy.__version__}, mpmath {mpmath.__version__}"


def real(value):
    return mpf(value.numerator) / value.denominator


def student(t, df):
    return mpmath.betainc(mpf(df) / 2, mpf(1) / 2, 0, df / (df + t * t), regularized=True)


def quantile(confidence, df):
    start = mpf(float(st.t.ppf((1 + confidence) / 2, df)))
    return mpmath.findroot(lambda t: student(t, df) - (1 - mpf(confidence)), start)


def line(name, x, y):
    """The line through exactly these doubles."""
    fx, fy = [Fraction(v) for v in x], [Fraction(v) for v in y]
    n = len(x)
    mx, my = sum(fx) / n, sum(fy) / n
    sxx = sum((a - mx) ** 2 for a in fx)
    sxy = sum((a - mx) * (b - my) for a, b in zip(fx, fy))
    syy = sum((b - my) ** 2 for b in fy)
    slope = sxy / sxx
    sse = syy - slope * sxy
    s2 = sse / (n - 2)
    error = mpmath.sqrt(real(s2 / sxx))
    t = real(slope) / error
    c = quantile(0.95, n - 2)
    at = fx[-1]
    half = c * mpmath.sqrt(real(s2 * (Fraction(1, n) + (at - mx) ** 2 / sxx)))
    centre = real(my + slope * (at - mx))
    return {"name": name, "x": x, "y": y, "slope": float(slope), "intercept": float(my - slope * mx),
            "r": float(real(sxy) / mpmath.sqrt(real(sxx) * real(syy))), "deviation": float(mpmath.sqrt(real(s2))),
            "slopeError": float(error), "interceptError": float(mpmath.sqrt(real(s2 * (Fraction(1, n) + mx * mx / sxx)))),
            "t": float(t), "p": float(student(t, n - 2)),
            "slopeInterval": [float(real(slope) - c * error), float(real(slope) + c * error)],
            "lineInterval": [float(centre - half), float(centre + half)]}


g = numpy.random.default_rng(20261130)
day = [1.7e12 + 86400000.0 * i for i in range(90)]
noise = [float(v) for v in g.normal(size=90)]
lines = [
    line("epoch milliseconds", day, [100 + 0.05 * i + e for i, e in enumerate(noise)]),
    line("epoch milliseconds with gaps, unsorted", [day[i] for i in (g.permutation(90)[:61])], noise[:61]),
    line("values near 1e10", [float(i) for i in range(90)], [1e10 + 0.05 * i + e for i, e in enumerate(noise)]),
    line("a close fit of large values", day, [1e10 + 1e-3 * (x - 1.7e12) + e for x, e in zip(day, noise)]),
    line("a far position", [1e9 + i * 0.1 for i in range(40)], [3 * i + e for i, e in enumerate(noise[:40])]),
    line("three points", [0.0, 1.0, 3.0], [1.0, 2.0, 2.5]),
    line("a long tail", [float(i) for i in range(200)], [i + 1e-3 * float(v) for i, v in enumerate(g.normal(size=200))]),
    line("values near 1e308", [float(i) for i in range(12)], [(1 + 0.01 * i + 0.02 * noise[i]) * 1e308 for i in range(12)]),
    line("values near 1e-300", [float(i) * 1e-300 for i in range(12)], [(1 + i + 0.2 * noise[i]) * 1e-300 for i in range(12)]),
]

tails = [{"t": t, "df": df, "p": float(student(mpf(t), df))}
         for t in (1e-3, 0.5, 1.96, 3.0, 8.5, 40.0, 2331.6) for df in (1, 2, 5, 34, 88, 998, 100000)]
normal = [{"z": z, "p": float(mpmath.erfc(mpf(z) / mpmath.sqrt(2)))} for z in (1e-3, 0.3, 1.0, 1.96, 3.5, 6.0, 8.2, 8.4, 12.0, 20.0, 37.0)]

theil = []
for name, x, y in (("few", [0.0, 1.0, 2.0, 3.0, 4.0], [1.0, 2.0, 3.0, 4.0, 100.0]),
                   ("ninety", [float(i) for i in range(90)], [0.03 * i + e for i, e in enumerate(noise)]),
                   ("ties", [float(i) for i in range(60)], [float(v) for v in g.integers(0, 4, 60)]),
                   ("equal times", [float(i // 2) for i in range(40)], [float(v) for v in g.integers(0, 9, 40)]),
                   ("long", [float(i) for i in range(1500)], [float(round(v, 6)) for v in g.normal(size=1500) + 0.002 * numpy.arange(1500)]),
                   ("long with ties", [float(i) for i in range(1200)], [float(v) for v in g.integers(0, 3, 1200)]),
                   ("long and unevenly spaced", [float(v) for v in numpy.sort(g.uniform(0, 90, 900))], [float(v) for v in g.standard_t(3, 900)])):
    slope, intercept, low, high = st.theilslopes(y, x, 0.95)
    theil.append({"name": name, "x": x, "y": y, "slope": float(slope), "intercept": float(intercept), "interval": [float(low), float(high)]})


def kendall(x, y):
    """S, its variance and z by the definition."""
    n = len(x)
    s = sum(numpy.sign((x[j] - x[i]) * (y[j] - y[i])) for j in range(n) for i in range(j))
    t = [int(c) for c in numpy.unique(x, return_counts=True)[1]]
    u = [int(c) for c in numpy.unique(y, return_counts=True)[1]]
    v = Fraction(n * (n - 1) * (2 * n + 5) - sum(k * (k - 1) * (2 * k + 5) for k in t + u), 18)
    v += Fraction(sum(k * (k - 1) for k in t) * sum(k * (k - 1) for k in u), 2 * n * (n - 1))
    v += Fraction(sum(k * (k - 1) * (k - 2) for k in t) * sum(k * (k - 1) * (k - 2) for k in u), 9 * n * (n - 1) * (n - 2))
    z = real(Fraction(int(s - numpy.sign(s)))) / mpmath.sqrt(real(v))
    return {"x": x, "y": y, "s": int(s), "variance": float(v), "z": float(z), "p": float(mpmath.erfc(abs(z) / mpmath.sqrt(2))),
            "tau": float(st.kendalltau(x, y)[0])}


mann = [kendall(row["x"], row["y"]) for row in theil if len(row["x"]) < 100]
mann.append(kendall([float(i) for i in range(150)], [i + 3 * float(v) for i, v in enumerate(g.normal(size=150))]))

series = [noise, [float(v) for v in numpy.cumsum(g.normal(size=200))], [1e6 + float(v) for v in g.normal(size=120)]]
lags = []
for y in series:
    biased, intervals = acf(y, nlags=20, fft=False, alpha=0.05, bartlett_confint=True)
    box = acorr_ljungbox(y, lags=[1, 5, 10, 20], return_df=True)
    lags.append({"y": y, "biased": [float(v) for v in biased], "adjusted": [float(v) for v in acf(y, nlags=20, fft=False, adjusted=True)],
                 "bounds": [float(b - v[0]) for b, v in zip(biased, intervals)],
                 "box": [{"lags": int(k), "q": float(row.lb_stat), "p": float(mpmath.gammainc(mpf(int(k)) / 2, mpf(float(row.lb_stat)) / 2, regularized=True))}
                         for k, row in box.iterrows()]})

print(json.dumps({"source": SOURCE, "lines": lines, "tails": tails, "normal": normal, "theil": theil, "mann": mann, "lags": lags}))
