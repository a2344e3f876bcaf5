#!/usr/bin/python3
"""The F-test for a season with AR(1) errors, by statsmodels GLS with the full covariance matrix."""
import json
import sys
import numpy as np
import scipy
import scipy.stats
import statsmodels
import statsmodels.api as sm

SOURCE = f"statsmodels {statsmodels.__version__} GLS, SciPy {scipy.__version__}, NumPy {np.__version__}; seed 20261130"


def designs(positions, period):
    phases = sorted({p % period for p in positions})
    t = np.asarray(positions, float) - (positions[0] + positions[-1]) / 2
    dummies = np.array([[1.0 if p % period == q else 0.0 for q in phases] for p in positions])
    return phases, np.column_stack([t, dummies]), np.column_stack([t, np.ones(len(t))])


def covariance(positions, rho):
    p = np.asarray(positions, float)
    return rho ** np.abs(p[:, None] - p[None, :]) if rho > 0 else np.eye(len(p))


def correlation(residuals, positions):
    n = len(residuals)
    pairs = [i for i in range(1, n) if positions[i] == positions[i - 1] + 1]
    r = sum(residuals[i] * residuals[i - 1] for i in pairs) / sum(residuals ** 2) * (n - 1) / len(pairs)
    r += (1 + 4 * r) / n
    return 0.0 if r < 1 / np.sqrt(n) else min(r, 0.97)


def row(name, positions, y, period):
    y = np.asarray(y, float)
    phases, full, line = designs(positions, period)
    rho = 0.0
    for _ in range(3):
        fit = sm.GLS(y, full, sigma=covariance(positions, rho)).fit()
        rho = correlation(y - full @ fit.params, positions)
    fit = sm.GLS(y, full, sigma=covariance(positions, rho)).fit()
    reduced = sm.GLS(y, line, sigma=covariance(positions, rho)).fit()
    df1, df2 = len(phases) - 1, len(y) - len(phases) - 1
    f = (reduced.ssr - fit.ssr) / df1 / (fit.ssr / df2)
    effects = fit.params[1:] - fit.params[1:].mean()
    remainder = y - full @ fit.params
    season = y - full[:, 0] * fit.params[0]
    profile = [0.0] * period
    for q, e in zip(phases, effects):
        profile[q] = float(e)
    return {"name": name, "period": period, "positions": [int(p) for p in positions], "values": [float(v) for v in y], "f": float(f),
            "p": float(scipy.stats.f.sf(f, df1, df2)), "rho": float(rho), "profile": profile,
            "strength": float(max(0, 1 - remainder.var() / season.var()))}


def ar(rng, n, rho):
    y = np.empty(n)
    y[0] = rng.normal()
    for i in range(1, n):
        y[i] = rho * y[i - 1] + np.sqrt(1 - rho * rho) * rng.normal()
    return y


rng = np.random.default_rng(20261130)
weekend = np.array([-2.0 if i % 7 >= 5 else 0.0 for i in range(400)])
rows = [
    row("white", range(28), np.round(100 + rng.normal(size=28), 6), 7),
    row("weekend in persistent noise", range(90), np.round(50 + ar(rng, 90, 0.6) + weekend[:90], 6), 7),
    row("weekend on a trend", range(3, 93), np.round(0.1 * np.arange(90) + rng.normal(size=90) + weekend[3:93], 6), 7),
]
kept = [i for i in range(120) if rng.random() < 0.75]
rows.append(row("gaps", kept, np.round(ar(rng, 120, 0.7)[kept] + weekend[kept], 6), 7))
working = [i for i in range(100) if i % 7 < 5]
rows.append(row("no weekends", working, np.round(ar(rng, 100, 0.5)[working] + [1.0 if i % 7 == 0 else 0.0 for i in working], 6), 7))
rows.append(row("hours of the day", range(-40, 80), np.round(
    1e6 + ar(rng, 120, 0.8) + np.sin(2 * np.pi * np.arange(-40, 80) / 24), 6), 24))
json.dump({"source": SOURCE, "rows": rows}, sys.stdout, indent=1)
print()
