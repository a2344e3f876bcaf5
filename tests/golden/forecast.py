#!/usr/bin/python3
"""
Exponential smoothing with fixed weights and states: statsmodels. Paths of a multiplicative season: NumPy. Where a line crosses a threshold:
generalized least squares with the whole covariance matrix, SciPy.
"""
import json
import math
import warnings
import numpy as np
import pandas as pd
import scipy
import statsmodels
from scipy.optimize import brentq, minimize_scalar
from scipy.stats import t as student
from statsmodels.tsa.exponential_smoothing.ets import ETSModel
from statsmodels.tsa.holtwinters import ExponentialSmoothing

warnings.simplefilter("ignore")
SOURCE = f"statsmodels {statsmodels.__version__}, NumPy {np.__version__}, SciPy {scipy.__version__}"
TRENDS = {"None": (None, False), "Linear": ("add", False), "Damped": ("add", True)}
SEASONS = {"None": None, "Additive": "add", "Multiplicative": "mul"}
STEPS = 17


def series(period, seed, offset=100.0):
    random = np.random.default_rng(seed)
    t = np.arange(60)
    season = 8 * np.sin(2 * np.pi * t / period) if period else 0
    return np.round(offset + .3 * t + season + random.normal(0, 2, t.size), 3)


def model(values, trend, season, period, weights, level, slope, phases):
    alpha, beta, gamma, phi = weights
    kind, damped = TRENDS[trend]
    if season == "Multiplicative":
        # ETSModel divides by the new level there, unlike the state space form in its documentation; this class by the predicted one.
        return ExponentialSmoothing(
            values, trend=kind, damped_trend=damped, seasonal="mul", seasonal_periods=period, initialization_method="known",
            initial_level=level, initial_trend=slope if kind else None, initial_seasonal=phases).fit(
                smoothing_level=alpha, smoothing_trend=beta / alpha if kind else None, smoothing_seasonal=gamma,
                damping_trend=phi if damped else None, optimized=False)
    made = ETSModel(
        values, error="add", trend=kind, damped_trend=damped, seasonal=SEASONS[season], seasonal_periods=period or None,
        initialization_method="known", initial_level=level, initial_trend=slope if kind else None,
        initial_seasonal=phases if period else None)
    parameters = {"smoothing_level": alpha, "smoothing_trend": beta, "smoothing_seasonal": gamma, "damping_trend": phi}
    return made.smooth([parameters[name] for name in made.param_names if name in parameters])


rows = []
for trend in TRENDS:
    for season, period in (("None", 0), ("Additive", 4), ("Additive", 7), ("Multiplicative", 7), ("Multiplicative", 12)):
        for seed, (alpha, beta, gamma, phi) in enumerate(((.3, .05, .2, .9), (.85, .4, .1, .98), (.02, .01, .6, .8))):
            values = series(period, seed)
            weights = (alpha, beta if trend != "None" else 0, gamma if period else 0, phi if trend == "Damped" else 1)
            level, slope = 98.5, .4 if trend != "None" else 0
            phases = [1 + .05 * np.cos(i) if season == "Multiplicative" else 5 * np.cos(i) for i in range(period)]
            fit = model(pd.Series(values), trend, season, period, weights, level, slope, phases)
            row = {
                "trend": trend, "season": season, "period": period, "weights": weights, "level": level, "slope": slope, "phases": phases,
                "values": values.tolist(), "errors": (values - fit.fittedvalues.to_numpy()).tolist(), "forecast": fit.forecast(STEPS).tolist(),
                "variances": None}
            if season == "Multiplicative":
                # ExponentialSmoothing 0.13.5 forecasts the phase of the last value from its factor before that value.
                row["forecast"] = [None if (i + 1) % period == 0 else v for i, v in enumerate(row["forecast"])]
            else:
                prediction = fit.get_prediction(start=len(values), end=len(values) + STEPS - 1)
                row["variances"] = (prediction.forecast_variance / fit.scale).tolist()
            rows.append(row)

# Quantiles of a million paths with relative errors drawn from the given ones.
random = np.random.default_rng(7)
errors = np.round(random.normal(0, .03, 60), 4)
alpha, beta, gamma, phi = .3, .05, .2, .9
level, slope = np.full(10**6, 100.0), np.full(10**6, .5)
season = [np.full(10**6, 1 + .1 * np.cos(i)) for i in range(7)]
paths = []
for step in range(STEPS):
    error = random.choice(errors, level.size)
    ahead = level + phi * slope
    part = season[step % 7]
    value = ahead * part * (1 + error)
    level, slope, season[step % 7] = ahead * (1 + alpha * error), phi * slope + beta * ahead * error, part * (1 + gamma * error)
    paths.append([float(q) for q in np.quantile(value, [.05, .95])])



def line(x, y, rho):
    distance = np.abs(x[:, None] - x[None, :])
    inverse = np.linalg.inv(rho ** distance)
    design = np.column_stack([np.ones_like(x), x])
    information = design.T @ inverse @ design
    beta = np.linalg.solve(information, design.T @ inverse @ y)
    rest = y - design @ beta
    squares = rest @ inverse @ rest
    deviance = (len(x) - 2) * np.log(squares) + np.linalg.slogdet(rho ** distance)[1] + np.linalg.slogdet(information)[1]
    return beta, squares / (len(x) - 2) * np.linalg.inv(information), deviance


crossings = []
for seed, (count, rho, spread, slope, missing) in enumerate(
        ((60, .3, 2, .2, 0), (60, .6, 2, .2, 12), (40, 0, 1, .5, 5), (90, .5, 5, .1, 30), (30, .2, 3, .4, 0), (25, .3, 6, .1, 4))):
    random = np.random.default_rng(seed + 100)
    noise = [random.normal()]
    for _ in range(count - 1):
        noise.append(rho * noise[-1] + math.sqrt(1 - rho**2) * random.normal())
    keep = np.sort(random.choice(count, count - missing, replace=False))
    x = np.arange(count, dtype=float)[keep]
    y = np.round(100 + slope * x + spread * np.array(noise)[keep], 3)
    unit = np.sort(np.diff(x))[(len(x) - 1) // 2]
    best = minimize_scalar(lambda r: line(x / unit, y, r)[2], bounds=(1e-9, .99), method="bounded", options={"xatol": 1e-10})
    rho = float(best.x) if best.x > 1e-6 else 0.0
    (level, rise), covariance, _ = line(x, y, rho ** (1 / unit) if rho else 1e-300)
    factor = student.ppf(.95, max(1, len(x) * (1 - rho) / (1 + rho) - 2))

    def band(at, side):
        return level + rise * at + side * factor * math.sqrt(covariance[0, 0] + 2 * at * covariance[0, 1] + at**2 * covariance[1, 1]) - 130

    ends = [brentq(band, x[-1], 1e7, args=(side,)) if band(x[-1], side) < 0 < band(1e7, side) else None for side in (1, -1)]
    crossings.append({
        "x": x.tolist(), "y": y.tolist(), "threshold": 130, "rho": rho, "slope": float(rise), "position": float((130 - level) / rise),
        "low": ends[0], "high": ends[1]})

golden = {
    "source": SOURCE, "models": rows, "crossings": crossings,
    "paths": {"errors": errors.tolist(), "weights": [alpha, beta, gamma, phi], "level": 100, "slope": .5,
              "phases": [1 + .1 * np.cos(i) for i in range(7)], "quantiles": paths}}
print(json.dumps(golden).replace('{"trend"', '\n{"trend"').replace('{"x"', '\n{"x"').replace('"paths"', '\n"paths"'))
