#!/usr/bin/python3
"""Assignment of units to variants: an implementation of docs/assignment.md that shares nothing with the library's."""
import hashlib
import json
import math
import struct
import xxhash

SOURCE = f"docs/assignment.md in Python, xxHash {xxhash.XXHASH_VERSION} (python3-xxhash), hashlib"
MASK = (1 << 64) - 1


def utf8(text):
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode("utf-8")


def mix(x):
    x = (x + 0x9E3779B97F4A7C15) & MASK
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & MASK
    return x ^ (x >> 31)


def seed_of(purpose, text):
    parts = b"".join(struct.pack("<I", len(p)) + p for p in (utf8(purpose), utf8(text)))
    return xxhash.xxh3_64_intdigest(parts)


def draw(seed, unit_hash):
    return min(((mix(unit_hash ^ seed) >> 11) + 0.5) * 2.0**-53, 1 - 2.0**-53)


def ln(x):
    m, e = math.frexp(x)
    m, e = m * 2, e - 1
    if m > 1.4142135623730951:
        m, e = m * 0.5, e + 1
    s = (m - 1) / (m + 1)
    z = s * s
    w, even, odd = z * z, 1 / 23, 1 / 21
    for k in (19, 15, 11, 7, 3):
        even = even * w + 1 / k
    for k in (17, 13, 9, 5):
        odd = odd * w + 1 / k
    series = even + odd * z
    twice = s + s
    return e * 0.69314718036912382 + (twice + twice * (series * z) + e * 1.9082149292705877e-10)


def assign(seed, variants, coverage, layer, unit):
    h = xxhash.xxh3_64_intdigest(utf8(unit))
    if layer:
        at = draw(seed_of("layer", layer[0]), h)
        if not layer[1] <= at < layer[2]:
            return None
    if coverage < 1 and draw(seed_of("inclusion", seed), h) >= coverage:
        return None
    root = seed_of("variant", seed)
    scores = [(-ln(draw(mix(root ^ seed_of("key", k)), h)) / w, k) for k, w in variants if w > 0]
    return min(scores)[1]


def md5(seed, variants, unit):
    return variants[int(hashlib.md5(utf8(f"{seed}:{unit}")).hexdigest(), 16) % len(variants)][0]


UNITS = ["1", "user-17", "0123456789abcdef", "3f2504e0-4f89-11d3-9a0c-0305e82c3301", "Иван Петров", "\u00e9", "e\u0301", "👩‍🚀", "\ud800", " ", "x" * 500,
         "a" * 128, "a" * 129, "mixed é€👩 text"] + [f"unit{i}" for i in range(300)]
TESTS = [
    ("checkout-button", [("control", 1), ("green", 1)], 1, None),
    ("checkout-button", [("control", 1), ("green", 1), ("blue", 1)], 1, None),
    ("checkout-button", [("control", 0.5), ("green", 0.3), ("blue", 0.2)], 1, None),
    ("checkout-button", [("control", 9), ("green", 1), ("closed", 0)], 0.25, None),
    ("Цена", [("ä", 1), ("b", 2), ("c", 3), ("d", 4)], 0.9, ("pricing", 0.1, 0.7)),
]
print(json.dumps({
    "source": SOURCE,
    "units": [u.encode("utf-16-le", "surrogatepass").hex() for u in UNITS],
    "hashes": [str(xxhash.xxh3_64_intdigest(utf8(u))) for u in UNITS],
    "logs": [[x.hex(), ln(x).hex()] for x in (2.0**-54, 1e-9, 0.1, 0.25, 0.5, 0.7071067811865475, 0.7071067811865477, 0.9, 1 - 2.0**-53)],
    "tests": [{"seed": s, "variants": [{"key": k, "weight": w} for k, w in v], "coverage": c, "layer": l,
               "variantOfUnit": [assign(s, v, c, l, u) for u in UNITS]} for s, v, c, l in TESTS],
    "md5": [{"seed": "checkout", "variants": ["a", "b", "c"], "variantOfUnit": [md5("checkout", [("a", 1), ("b", 1), ("c", 1)], u) for u in UNITS]}],
}, indent=1, ensure_ascii=True))
