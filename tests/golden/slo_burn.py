#!/usr/bin/python3
"""Burn-rate factors, scaled tables, ceilings, exhaustion times and detection times, in exact fractions and minute by minute."""
import json
from fractions import Fraction
from exact import text

SOURCE = ("Google, The Site Reliability Workbook, ch. 5, table 5-8 and 'detection time'; "
          "scaled factors for 28 days as printed by Sloth v0.16 (13.44, 5.6, 2.8, 0.9333); volume-true burn: Sloth contrib plugin")
TIERS = ((60, 5, Fraction(2, 100)), (360, 30, Fraction(5, 100)), (1440, 120, Fraction(10, 100)), (4320, 360, Fraction(10, 100)))


def nearest(value):
    return max(1, int(value + Fraction(1, 2)))


scaled = []
for days in (7, 14, 28, 30, 90):
    minutes = days * 1440
    scaled.append({
        "days": days,
        "keepWindows": [[w, s, text(share * minutes / w)] for w, s, share in TIERS],
        "keepFactors": [[nearest(Fraction(w * days, 30)), nearest(Fraction(s * days, 30)), text(share * 43200 / w)] for w, s, share in TIERS],
    })

ceilings = [[target, text(1 / (1 - Fraction(target) / 100))] for target in ("99.9", "99.99", "95", "50", "99.99999999", "0.999")]

volume = []
for target, bad, window_total, period_total in (("99.9", 5, 100, 1_000_000), ("99.9", 72, 5000, 3_600_000), ("99", 1, 1, 10**15), ("95", 0, 10, 100)):
    budget = 1 - Fraction(target) / 100
    volume.append({"target": target, "bad": bad, "total": window_total, "periodTotal": period_total,
                   "burn": text(Fraction(bad, window_total) / budget), "share": text(bad / (budget * period_total))})

exhaustion = []
for days, burn, remaining in ((30, "14.4", "1"), (30, "1", "0.25"), (28, "2", "0.5"), (7, "1000", "0.999"), (90, "0.5", "1"), (30, "6", "0.1")):
    seconds = Fraction(days * 86400)
    exhaustion.append({"days": days, "burn": burn, "remaining": remaining, "fromFullSeconds": text(seconds / Fraction(burn)),
                       "fromNowSeconds": text(Fraction(remaining) * seconds / Fraction(burn))})


def replay(bad_per_mille, long_window, short_window, factor, budget, start, stop, end):
    """First minute after start at which both windows burn above the factor, and the first one after that at which they do not."""
    prefix = [0]
    for minute in range(end):
        prefix.append(prefix[-1] + (bad_per_mille if start <= minute < stop else 0))
    fired = None
    for now in range(start, end):
        def burn(window):
            return Fraction(prefix[now] - prefix[now - window], 1000 * window) / budget
        met = burn(long_window) > factor and burn(short_window) > factor
        if met and fired is None:
            fired = now - start
        if fired is not None and not met:
            return fired, now - stop
    return fired, None


detection = []
for target in ("99.9", "99.5"):
    budget = 1 - Fraction(target) / 100
    for bad in (1000, 100, 10):
        for long_window, short_window, share in TIERS:
            factor = share * 43200 / long_window
            formula = budget / Fraction(bad, 1000) * long_window * factor
            stop = 4400 + int(formula) + 500
            fired, cleared = replay(bad, long_window, short_window, factor, budget, 4400, stop, stop + 400)
            assert fired is None or fired == int(formula) + 1, (fired, formula)
            assert (fired is None) == (Fraction(bad, 1000) / budget <= factor)
            detection.append({"target": target, "badPerMille": bad, "longMinutes": long_window, "shortMinutes": short_window,
                              "factor": text(factor), "formulaMinutes": text(formula), "startMinute": 4400, "stopMinute": stop,
                              "firedAfter": fired, "clearedAfter": cleared})

print(json.dumps({"source": SOURCE, "scaled": scaled, "ceilings": ceilings, "volume": volume, "exhaustion": exhaustion, "detection": detection}, indent=0))
