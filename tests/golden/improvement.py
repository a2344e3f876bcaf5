#!/usr/bin/python3
"""Metrics of improvement by their definitions: ranks by exact binomials, Kaplan-Meier in fractions, Poisson limits in 40 digits."""
import json
import random
from decimal import Decimal, localcontext
from fractions import Fraction
from math import comb

SOURCE = ("exact fractions: sums of binomial coefficients for the ranks, the product over all times for Kaplan-Meier, interpolation at "
          "(n - 1) p; Poisson tails summed in 40 digits and bisected")


def rank(n):
    """The greatest k for which the k-th value from both ends encloses the median with at least 95 %."""
    best = None
    for k in range(1, n // 2 + 1):
        level = 1 - 2 * sum(Fraction(comb(n, i), 2**n) for i in range(k))
        if level >= Fraction(95, 100):
            best = [n, k, float(level)]
    return best or [n, None, None]


def kaplan_meier(ended, still_open):
    """Halfway through the step at which S(t) is exactly 1/2, otherwise the first t with S(t) below it."""
    survival, half = Fraction(1), None
    for time in sorted(set(ended)):
        at_risk = sum(1 for one in ended + still_open if one >= time)
        if half is not None:
            return (half + time) / 2
        survival *= 1 - Fraction(ended.count(time), at_risk)
        if survival < Fraction(1, 2):
            return time
        if survival == Fraction(1, 2):
            half = time
    return half


def percentile(values, p):
    ordered, place = sorted(values), Fraction(p, 100) * (len(values) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return float(ordered[low] + (ordered[high] - ordered[low]) * (place - low))


def at_most(n, mean):
    term = total = (-mean).exp()
    for i in range(1, n + 1):
        term *= mean / i
        total += term
    return total


def mean_with(n, probability):
    """The mean for which at most n has the probability."""
    low, high = Decimal(0), Decimal(10 * (n + 2))
    for _ in range(120):
        middle = (low + high) / 2
        low, high = (middle, high) if at_most(n, middle) > probability else (low, middle)
    return float(low)


generator = random.Random(20260401)
with localcontext() as context:
    context.prec = 40
    poisson = [[n, 0.0 if n == 0 else mean_with(n - 1, Decimal("0.975")), mean_with(n, Decimal("0.025"))]
               for n in (0, 1, 2, 3, 5, 10, 12, 39, 100, 400)]

samples = []
for ended_count, open_count, most in ((1, 0, 9), (2, 0, 9), (2, 2, 9), (3, 1, 9), (6, 0, 50), (7, 3, 9), (12, 0, 500), (12, 5, 500),
                                      (20, 20, 500), (20, 21, 30), (41, 7, 10), (100, 30, 5000), (3, 4, 1000), (0, 4, 10), (0, 0, 1)):
    ended = [generator.randint(1, most) for _ in range(ended_count)]
    still_open = [generator.randint(0, most) for _ in range(open_count)]
    median = kaplan_meier(ended, still_open)
    samples.append({
        "ended": ended,
        "open": still_open,
        "kaplanMeier": None if median is None else float(median),
        "percentiles": [percentile(ended, p) for p in (50, 75, 90)] if ended else None,
    })

print(json.dumps({
    "source": SOURCE,
    "ranks": [rank(n) for n in [*range(0, 41), 100, 101, 500, 1000]],
    "poisson": poisson,
    "samples": samples,
}, indent=1))
