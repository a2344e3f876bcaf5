#!/usr/bin/python3
"""What other systems assign: their published rules in Python, sharing nothing with the library. Stops when it disagrees with a vector that they published."""
import hashlib
import json
import math
import pathlib
import random
import sys

import numpy as np

SOURCE = "the vendors' rules as docs/assignment.md says them in Python, hashlib, numpy float32"
PUBLISHED = pathlib.Path(__file__).parent / "../Reliability.Core.Tests/Experiments/Golden/vendors-published.json"


def units_of(text):
    raw = text.encode("utf-16-le", "surrogatepass")
    return [raw[i] | raw[i + 1] << 8 for i in range(0, len(raw), 2)]


def utf8(text):
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode("utf-8")


def fnv(text):
    h = 2166136261
    for unit in units_of(text):
        h = (h ^ unit) * 16777619 % 2**32
    return h


def murmur(data, seed=0):
    def rotate(x, r):
        return (x << r | x >> (32 - r)) % 2**32

    h, tail = seed, len(data) // 4 * 4
    for i in range(0, tail, 4):
        k = int.from_bytes(data[i:i + 4], "little") * 0xCC9E2D51 % 2**32
        h = (rotate(h ^ rotate(k, 15) * 0x1B873593 % 2**32, 13) * 5 + 0xE6546B64) % 2**32
    k = int.from_bytes(data[tail:], "little") * 0xCC9E2D51 % 2**32
    h ^= rotate(k, 15) * 0x1B873593 % 2**32
    h ^= len(data)
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35), (16, 1)):
        h = (h ^ h >> shift) * factor % 2**32
    return h


def sha(data):
    return int(hashlib.sha1(data).hexdigest()[:15], 16)


def first_end(at, ends):
    return next((i for i, end in enumerate(ends) if at < end), None)


def running(values):
    sums, total = [], 0
    for value in values:
        total += value
        sums.append(total)
    return sums


def growthbook_hash(version, seed, unit):
    return fnv(unit + seed) % 1000 / 1000 if version == 1 else fnv(str(fnv(seed + unit))) % 10000 / 10000


def growthbook(version, seed, coverage, weights, unit):
    if not 0.99 <= sum(weights) <= 1.01:
        assert len(set(weights)) == 1
        weights = [1 / len(weights)] * len(weights)
    n, start = growthbook_hash(version, seed, unit), 0.0
    for i, w in enumerate(weights):
        if start <= n < start + coverage * w:
            return i
        start += w
    return None


def unleash(variant_seed, seed, coverage, weights, unit):
    text = utf8(f"{seed}:{unit}")
    if murmur(text) % 100 + 1 > round(coverage * 100):
        return None
    target = murmur(text, variant_seed) % sum(weights) + 1
    return next(i for i, end in enumerate(running(weights)) if target <= end)


def widths(coverage, weights, total):
    shares = [w * coverage * total / sum(weights) for w in weights]
    assert all(abs(s - round(s)) < 1e-6 for s in shares)
    return [round(s) for s in shares]


def optimizely(seed, coverage, weights, unit):
    bucket = math.floor(murmur(utf8(unit + seed), 1) / 2**32 * 10000)
    return first_end(bucket, running(widths(coverage, weights, 10000)))


def launchdarkly(number, seed, coverage, weights, unit):
    bucket, total = number(sha(utf8(f"{seed}.{unit}"))) / number(0xFFFFFFFFFFFFFFF), number(0)
    for i, w in enumerate(widths(coverage, weights, 100000)):
        total += number(w) / number(100000)
        if bucket < total:
            return i
    return len(weights) - 1 if coverage == 1 else None


def posthog(seed, coverage, weights, unit):
    scale, text = float(0xFFFFFFFFFFFFFFF), f"{seed}.{unit}"
    if sha(utf8(text)) / scale > coverage:
        return None
    percent = weights if abs(sum(weights) - 100) < 1e-6 else [w * 100 / sum(weights) for w in weights]
    return first_end(sha(utf8(text + "variant")) / scale, running([p / 100 for p in percent]))


def flagd(version, seed, coverage, weights, unit):
    h, total = murmur(utf8(seed + unit)), round(sum(weights) / coverage)
    if version == 2:
        return first_end(h * total >> 32, running(weights))
    signed = h - 2**32 if h >= 2**31 else h
    return first_end(abs(float(signed)) / 2147483647 * 100, running([100 * float(w) / total for w in weights]))


SCHEMES = {
    "growthbook-1": lambda *test: growthbook(1, *test),
    "growthbook-2": lambda *test: growthbook(2, *test),
    "unleash-1": lambda *test: unleash(0, *test),
    "unleash-2": lambda *test: unleash(86028157, *test),
    "optimizely-1": optimizely,
    "launchdarkly-1": lambda *test: launchdarkly(np.float32, *test),
    "launchdarkly-double-1": lambda *test: launchdarkly(float, *test),
    "posthog-1": posthog,
    "flagd-1": lambda *test: flagd(1, *test),
    "flagd-2": lambda *test: flagd(2, *test),
}


def check(published):
    for seed, unit, version, expected in published["growthbookHashes"]["vectors"]:
        assert growthbook_hash(version, seed, unit) == expected, (seed, unit, version)
    for group in published["assignments"]:
        for seed, coverage, weights, unit, expected in group["vectors"]:
            assert SCHEMES[group["scheme"]](seed, coverage, weights, unit) == expected, (group["scheme"], seed, coverage, weights, unit)


TESTS = {
    "growthbook": [("checkout", 1, [0.5, 0.5]), ("checkout", 0.4, [0.2, 0.3, 0.5]), ("кнопка", 1, [1, 1, 1]), ("leaky", 0.9, [0.33, 0.33, 0.33])],
    "unleash": [("checkout", 1, [500, 500]), ("checkout", 0.29, [333, 333, 334]), ("кнопка", 0.5, [0, 700, 300])],
    "optimizely": [("1886780721", 1, [1, 1]), ("1886780721", 0.4, [50, 50]), ("22", 0.81, [1, 1, 1]), ("7", 1, [3333, 3333, 3334])],
    "launchdarkly": [("checkout.a1b2", 1, [50000, 50000]), ("61", 0.3, [1, 2]), ("кнопка.соль", 1, [33333, 33333, 33334]), ("x.y", 1, [1] * 1000), ("z.y", 1, [60, 40, 0])],
    "posthog": [("checkout", 1, [50, 50]), ("checkout", 0.45, [33.33, 33.33, 33.34]), ("кнопка", 0.8, [1, 2, 3])],
    "flagd": [("checkout", 1, [50, 50]), ("", 1, [25, 25, 25, 25]), ("кнопка", 0.1, [5, 5]), ("one", 0.5, [1, 1, 1])],
}


def main():
    check(json.loads(PUBLISHED.read_text()))
    more = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    rng = random.Random(20231024)
    units = ["1", "user-17", "23", "jane@company.com", "д", "пользователь-7", "用户", "😀", "e\u0301", "\ud800", "a\udc00b", "a" * 127, "ы" * 500, "0123456789abcdef" * 31]
    units += ["ejOoVL", "bY9fO-", "SI7p-", "6LvT0", "ceQdGm"]  # murmur 0, 1, 2^31-1, 2^31, 2^32-1
    units += ["user-160035", "user-225313", "235016463"]  # beyond the last end of LaunchDarkly's x.y, whose thousand floats add up to less than 1; between two of them
    units += [str(rng.randrange(10**9)) for _ in range(more)] + ["%032x" % rng.getrandbits(128) for _ in range(more)]
    tests = [
        {"scheme": scheme, "seed": seed, "coverage": coverage, "weights": weights, "variantOfUnit": [rule(seed, coverage, weights, u) for u in units]}
        for scheme, rule in SCHEMES.items() for seed, coverage, weights in TESTS[scheme.split("-")[0]]
    ]
    hexes = [u.encode("utf-16-le", "surrogatepass").hex() for u in units]
    rows = [json.dumps(t, ensure_ascii=False) for t in tests]
    sys.stdout.write('{\n"source": %s,\n"units": %s,\n"tests": [\n%s\n]\n}\n' % (json.dumps(SOURCE), json.dumps(hexes), ",\n".join(rows)))


if __name__ == "__main__":
    main()
