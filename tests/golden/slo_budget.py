#!/usr/bin/python3
"""Error budgets in exact fractions: allowed, consumed, remaining, SLI and burn. No float takes part."""
import json
from fractions import Fraction
from exact import text

SOURCE = "fractions.Fraction over: Google, The Site Reliability Workbook, ch. 2 and 5; SLI = good/total, B = 1 - target, consumed = (1 - SLI)/B"


def budget(total, good, target):
    allowed = (1 - target / 100) * total
    bad = total - good
    return {
        "allowed": text(allowed),
        "sli": text(good / total),
        "consumed": text(bad / allowed),
        "remaining": text(1 - bad / allowed),
        "burn": text(bad / total / (1 - target / 100)),
        "met": good / total * 100 >= target,
        "spent": bad >= allowed,
    }


events = []
for target in ("99.9", "99.99", "95", "50", "0.999", "99.99999999", "99.95"):
    for total, bad in ((1, 0), (1, 1), (3, 1), (1000, 1), (1000, 2), (10_000, 1), (10_000, 10), (10_000, 9), (7_000_003, 6_999),
                       (43_200_000, 43_199), (43_200_000, 43_200), (43_200_000, 43_201), (10**15, 10**12), (10**15, 10**12 - 1),
                       (10**15, 10**15), (10**15, 1), (10**15 - 1, 0)):
        case = budget(Fraction(total), Fraction(total - bad), Fraction(target))
        events.append({"total": total, "good": total - bad, "target": target, **case})

scores = []
for average, scale in (("4", "5"), ("3.5", "5"), ("0.8", "1"), ("90", "100"), ("7", "10")):
    for count, points in ((1, "3"), (3, "2.5"), (10, "38"), (10, "40"), (7, "6.1234567"), (1_000_003, "700000.0000001")):
        points = min(Fraction(points), count * Fraction(scale))
        case = budget(Fraction(count), points / Fraction(scale), Fraction(average) / Fraction(scale) * 100)
        scores.append({"count": count, "scaledSum": int(points * 10**7), "average": average, "scale": scale, **case})

print(json.dumps({"source": SOURCE, "events": events, "scores": scores}, indent=0))
