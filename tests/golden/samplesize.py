#!/usr/bin/python3
"""Units, power and inflation: statsmodels; Simpson's rule over the walk with its drift; published numbers."""
import json
import math
import warnings
import mpmath
import numpy as np
import scipy
import statsmodels
from scipy.optimize import brentq
from scipy.stats import norm
from statsmodels.stats import power as sm
from statsmodels.stats import proportion as prop

warnings.simplefilter("ignore")
SOURCE = f"statsmodels {statsmodels.__version__}, scipy {scipy.__version__}; group sequential: Simpson's rule, 4001 points a look, drift in the steps; quantiles: mpmath {mpmath.__version__}"
SIDES = {"Difference": "two-sided", "OneSided": "larger"}


def spread(p):
    return p * (1 - p)


def power_proportion(formula, p1, p2, n1, ratio, alpha, hypothesis):
    side = SIDES[hypothesis]
    up = p2 > p1
    if formula == "PooledNormal":
        # statsmodels takes group 1 minus group 2; group 1 is the control here.
        return prop.power_proportions_2indep(p1 - p2, p2, n1, ratio, alpha, alternative="smaller" if side == "larger" and up else side, return_results=False)
    if formula == "ArcSine":
        return sm.NormalIndPower().power(abs(prop.proportion_effectsize(p2, p1)), n1, alpha, ratio, side)
    alternative = math.sqrt(spread(p1) + spread(p2) / ratio)
    null = alternative if formula == "UnpooledNormal" else math.sqrt(spread(p1) * (1 + 1 / ratio))
    return sm.normal_power_het(abs(p2 - p1), n1, alpha, std_null=null, std_alternative=alternative, alternative=side)


proportions = []
for formula in ("PooledNormal", "UnpooledNormal", "BaselineNormal", "ArcSine"):
    for p1, p2, n1, ratio, alpha in ((.1, .12, 3841, 1, .05), (.1, .12, 2000, .5, .05), (.5, .55, 1500, 1, .01), (.01, .013, 40000, 2, .1), (.9, .92, 700, .25, .05), (.02, .2, 60, 1, .001)):
        for hypothesis in SIDES:
            proportions.append([formula, p1, p2, n1, int(n1 * ratio), alpha, hypothesis, float(power_proportion(formula, p1, p2, n1, ratio, alpha, hypothesis))])

means = []
for formula, model in (("Normal", sm.NormalIndPower()), ("StudentT", sm.TTestIndPower())):
    for effect, n1, ratio, alpha in ((1, 23, 1, .05), (.5, 64, 1, .05), (.2, 500, .5, .01), (1.5, 5, 2, .05), (.05, 20000, 1, .05), (2, 3, 1, .1), (.01, 1000, 1, .05), (2.5, 2, 1, .2)):
        for hypothesis, side in SIDES.items():
            means.append([formula, effect, n1, int(n1 * ratio), alpha, hypothesis, float(model.power(effect, n1, alpha=alpha, ratio=ratio, alternative=side))])

# Real numbers, to be rounded up.
def both_tails(p1, p2, power, ratio, alpha):
    one = prop.samplesize_proportions_2indep_onetail(p1 - p2, p2, power, ratio, alpha)
    return brentq(lambda n: power_proportion("PooledNormal", p1, p2, n, ratio, alpha, "Difference") - power, one * .99, one * 1.01, xtol=1e-9 * one)


units = []
for p1, p2, alpha, power, ratio in ((.1, .12, .05, .8, 1), (.5, .75, .05, .9, 1), (.2, .25, .05, .8, 1), (.05, .0525, .05, .9, 1), (.3, .27, .01, .8, 2), (.001, .0012, .05, .8, 1)):
    units.append(["PooledNormal", p1, p2, alpha, power, ratio, "Difference", both_tails(p1, p2, power, ratio, alpha)])
    h = abs(prop.proportion_effectsize(p2, p1))
    for hypothesis, side in SIDES.items():
        units.append(["ArcSine", p1, p2, alpha, power, ratio, hypothesis, float(sm.zt_ind_solve_power(h, None, alpha, power, ratio, side))])
for d, alpha, power, ratio in ((1, .05, .9, 1), (.5, .05, .8, 1), (.2, .05, .8, 2), (.03, .01, .95, 1)):
    for hypothesis, side in SIDES.items():
        units.append(["Normal", 0, d, alpha, power, ratio, hypothesis, float(sm.zt_ind_solve_power(d, None, alpha, power, ratio, side))])
        units.append(["StudentT", 0, d, alpha, power, ratio, hypothesis, float(sm.tt_ind_solve_power(d, None, alpha, power, ratio, side))])
# Non-inferiority by its definition: margin (1.96 + 0.84) standard errors at equal rates, one tail.
for p1, margin, alpha, power, ratio in ((.1, -.02, .05, .8, 1), (.85, -.1, .05, .9, 1), (.3, .03, .1, .8, .5)):
    z = norm.isf(alpha / 2) + norm.ppf(power)
    units.append(["UnpooledNormal", p1, p1 + margin, alpha, power, ratio, "NonInferiority", float(z * z * spread(p1) * (1 + 1 / ratio) / margin ** 2)])


def spent(t, alpha, spending):
    return alpha * math.log(1 + (math.e - 1) * t) if spending == "Pocock" else 4 * norm.sf(norm.isf(alpha / 4) / math.sqrt(t))


def crossing(times, bounds, drift, points=4001):
    """The probabilities of leaving upwards and downwards at each look; the density of what goes on is carried by Simpson's rule."""
    up, down, x, f, last = [], [], None, None, 0
    for t, b in zip(times, bounds):
        step, edge = math.sqrt(t - last), b * math.sqrt(t)
        if x is None:
            up.append(norm.sf((edge - drift * t) / step))
            down.append(norm.cdf((-edge - drift * t) / step))
        else:
            move = drift * (t - last)
            up.append(float(f @ norm.sf((edge - x - move) / step)))
            down.append(float(f @ norm.cdf((-edge - x - move) / step)))
        edge = min(edge, 12 * math.sqrt(t))
        y = np.linspace(-edge, edge, points)
        w = np.ones(points)
        w[1:-1:2], w[2:-1:2] = 4, 2
        w *= (y[1] - y[0]) / 3
        density = norm.pdf(y, drift * t, step) if x is None else np.array([f @ norm.pdf(v, x + drift * (t - last), step) for v in y])
        x, f, last = y, density * w, t
    return up, down


def boundaries(times, alpha, spending):
    bounds, before = [], 0
    for i, t in enumerate(times):
        now = alpha if t == 1 else spent(t, alpha, spending)
        bounds.append(brentq(lambda b: crossing(times[:i + 1], bounds + [b], 0, 1001)[0][-1] - (now - before) / 2, .5, 12, xtol=1e-10))
        before = now
    return bounds


looks = []
for times, alpha, power, spending in (([.5, 1], .05, .8, "OBrienFleming"), ([.25, .5, .75, 1], .05, .9, "Pocock"), ([.3, .6, 1], .05, .8, "OBrienFleming"), ([.2, .4, .6, .8, 1], .05, .8, "Pocock"), ([.2, .4, .6, .8, 1], .01, .95, "OBrienFleming")):
    bounds = boundaries(times, alpha, spending)
    both = brentq(lambda d: sum(map(sum, crossing(times, bounds, d, 1001))) - power, 1, 8, xtol=1e-9)
    fixed = brentq(lambda d: norm.sf(norm.isf(alpha / 2) - d) + norm.sf(norm.isf(alpha / 2) + d) - power, 1, 8, xtol=1e-12)
    up, down = crossing(times, bounds, both / 2)
    looks.append([times, alpha, power, spending, (both / fixed) ** 2, both / 2, sum(up) + sum(down), sum(up)])

# A confidence sequence: the N where the standard error times (factor + z of the power) is the effect.
sequence = []
for p1, p2, alpha, power, tuning in ((.1, .12, .05, .8, 5000), (.1, .12, .05, .8, 12000), (.02, .025, .01, .9, 5000), (.5, .4, .05, .8, 1000)):
    rho2 = (-2 * math.log(alpha) + math.log(1 - 2 * math.log(alpha))) / tuning

    def short(n):
        g = 2 * n * rho2
        factor = math.sqrt(2 * (g + 1) / g * math.log(math.sqrt(g + 1) / alpha))
        return math.sqrt((spread(p1) + spread(p2)) / n) * (factor + norm.ppf(power)) - abs(p2 - p1)
    sequence.append([p1, p2, alpha, power, tuning, brentq(short, 2, 1e9, xtol=1e-6)])

# Quantiles of Student's t in 40 digits.
mpmath.mp.dps = 40
student = []
for df in (1, 2, 5, 30, 1000, 99999, 10**5, 10**6, 10**8):
    for p in (0.025, 0.001, 1e-6):
        def off(x):
            return mpmath.log(mpmath.betainc(mpmath.mpf(df) / 2, mpmath.mpf(1) / 2, 0, df / (df + x * x), regularized=True) / 2 / mpmath.mpf(p))
        student.append([p, df, float(mpmath.findroot(off, float(scipy.stats.t.ppf(p, df)) * mpmath.mpf(1.0001)))])

print(json.dumps({"source": SOURCE, "student": student, "proportions": proportions, "means": means, "units": units, "looks": looks, "sequence": sequence}, indent=1))
