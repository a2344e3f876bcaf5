#!/usr/bin/python3
"""One-sided Wilson bounds by statsmodels and Student intervals of a mean by SciPy."""
import json
import random
from decimal import Decimal, localcontext
import scipy
import scipy.stats
import statsmodels
from statsmodels.stats.proportion import proportion_confint

SOURCE = (f"statsmodels {statsmodels.__version__} proportion_confint(method='wilson', alpha=2*(1-confidence)), lower end, "
          f"beyond a million events the closed form in 40 digits, since statsmodels cancels there; "
          f"scipy {scipy.__version__} stats.t.interval(0.9, n-1, mean, sem)")


def closed_form(bad, total, confidence):
    with localcontext() as context:
        context.prec = 40
        z, n, p = Decimal(float(scipy.stats.norm.ppf(confidence))), Decimal(total), Decimal(bad) / Decimal(total)
        margin = z * (p * (1 - p) / n + z * z / (4 * n * n)).sqrt()
        return max(0.0, float((p + z * z / (2 * n) - margin) / (1 + z * z / n)))


wilson = []
for confidence in (0.8, 0.9, 0.95, 0.99, 0.999, 0.9999):
    for bad, total in ((0, 1), (1, 1), (3, 10), (5, 10), (5, 100), (5, 347), (10, 10), (72, 5000), (1, 1_000_000), (500_000, 1_000_000),
                       (10**12, 10**15)):
        low, _ = proportion_confint(bad, total, alpha=2 * (1 - confidence), method="wilson")
        exact = closed_form(bad, total, confidence)
        assert total > 1_000_000 or abs(exact - max(0.0, low)) <= 1e-9, (bad, total, confidence, low, exact)
        wilson.append([confidence, bad, total, exact if total > 1_000_000 else max(0.0, float(low))])

generator = random.Random(20260101)
student = []
for n, most in ((6, 3), (6, 1000), (12, 50), (24, 10), (48, 100), (72, 9)):
    hours = [generator.randrange(most + 1) for _ in range(n)]
    mean = sum(hours) / n
    low, high = scipy.stats.t.interval(0.9, n - 1, loc=mean, scale=scipy.stats.sem(hours))
    student.append({"badPerHour": hours, "mean": mean, "low": max(0.0, float(low)), "high": float(high)})

print(json.dumps({"source": SOURCE, "wilson": wilson, "student": student}))
