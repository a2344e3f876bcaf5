"""Writes the CSV that comes with samples/Experiment, and prints what SciPy and statsmodels make of it."""
import csv
import json
import math
import random
from pathlib import Path

from scipy.optimize import brentq
from scipy.stats import chisquare, fisher_exact, norm
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint, proportions_ztest, test_proportions_2indep

PATH = Path(__file__).parent / "../../samples/Experiment/data/checkout.csv"
RATES = {"control": 0.100, "green": 0.135}


def write():
    draws = random.Random(20260105)
    rows = []
    for number in range(1, 3901):
        unit = f"customer-{number}" if number % 500 else f'"The ""{number}th"", Inc."'
        variant = draws.choice(sorted(RATES))
        rows.append((unit, variant, int(draws.random() < RATES[variant])))
    again = draws.sample(rows, 80)
    rows += [(unit, variant, 0) for unit, variant, _ in again]
    crossed = draws.sample([row for row in rows[:3900] if row not in again], 20)
    rows += [(unit, "green" if variant == "control" else "control", 1) for unit, variant, _ in crossed]
    body = rows[:]
    draws.shuffle(body)
    with PATH.open("w", newline="") as file:
        file.write("unit,variant,converted\n")
        file.writelines(f"{unit},{variant},{converted}\n" for unit, variant, converted in body)


def read():
    seen = {}
    lines = 0
    with PATH.open(newline="") as file:
        for row in csv.DictReader(file):
            lines += 1
            variants, converted = seen.setdefault(row["unit"], (set(), []))
            variants.add(row["variant"])
            converted.append(int(row["converted"]))
    arms = {variant: [0, 0] for variant in sorted(RATES)}
    for variants, converted in seen.values():
        if len(variants) == 1:
            arm = arms[next(iter(variants))]
            arm[0] += 1
            arm[1] += max(converted)
    return lines, len(seen), sum(len(v) > 1 for v, _ in seen.values()), arms


def main():
    write()
    lines, units, crossed, arms = read()
    (n0, x0), (n1, x1) = arms["control"], arms["green"]
    table = [[x1, n1 - x1], [x0, n0 - x0]]

    def interval(method):
        low, high = confint_proportions_2indep(x1, n1, x0, n0, method=method, compare="diff")
        return [float(low), float(high)]

    def mee():
        """The score interval from its definition: z with the rates that are likeliest when they differ by d. statsmodels' method="score" is another one."""
        def z(d):
            slope = lambda p: x0 / p - (n0 - x0) / (1 - p) + x1 / (p + d) - (n1 - x1) / (1 - p - d)
            p = brentq(slope, max(0, -d) + 1e-9, min(1, 1 - d) - 1e-9, xtol=1e-16)
            return (x1 / n1 - x0 / n0 - d) / math.sqrt(p * (1 - p) / n0 + (p + d) * (1 - p - d) / n1)

        middle = x1 / n1 - x0 / n0
        return [brentq(lambda d: z(d) - norm.isf(0.025), middle - 0.1, middle, xtol=1e-14), brentq(lambda d: z(d) + norm.isf(0.025), middle, middle + 0.1, xtol=1e-14)]

    print(json.dumps({
        "lines": lines,
        "repeated": lines - units,
        "crossed": crossed,
        "arms": [{"variant": v, "units": n, "converted": x, "wilson": [float(e) for e in proportion_confint(x, n, method="wilson")]} for v, (n, x) in arms.items()],
        "sampleRatio": float(chisquare([n0, n1]).pvalue),
        "fisher": {"p": float(fisher_exact(table)[1]), "difference": interval("newcomb")},
        "pooled": {"p": float(proportions_ztest([x1, x0], [n1, n0])[1]), "difference": mee()},
        "unpooled": {"p": float(test_proportions_2indep(x1, n1, x0, n0, method="wald", compare="diff").pvalue), "difference": interval("wald")},
        "newcombe": {"difference": interval("newcomb")},
    }, indent=1))


main()
