#!/usr/bin/env python3
"""Draws eng/icon.png, the icon of every package: a gauge of an error budget. Needs nothing but Python's standard library."""
import math
import pathlib
import struct
import zlib

SIZE, SAMPLES = 128, 4
BACKGROUND, TRACK, LEFT, SPENT, NEEDLE = (16, 42, 67), (46, 74, 102), (52, 199, 132), (240, 98, 85), (255, 255, 255)
CENTRE_X, CENTRE_Y, OUTER, INNER = 64.0, 76.0, 46.0, 31.0
NEEDLE_ANGLE = math.radians(58)  # from the right-hand end of the gauge


def rounded_square(x, y, radius=24.0):
    dx = max(radius - x, x - (SIZE - radius), 0.0)
    dy = max(radius - y, y - (SIZE - radius), 0.0)
    return dx * dx + dy * dy <= radius * radius


def colour(x, y):
    """The colour of one point, or None outside of the icon."""
    if not rounded_square(x, y):
        return None
    dx, dy = x - CENTRE_X, CENTRE_Y - y
    distance = math.hypot(dx, dy)
    along = dx * math.cos(NEEDLE_ANGLE) + dy * math.sin(NEEDLE_ANGLE)
    across = abs(dy * math.cos(NEEDLE_ANGLE) - dx * math.sin(NEEDLE_ANGLE))
    if distance <= 7.5 or (0 <= along <= 40 and across <= 4.0 - along * 0.06):
        return NEEDLE
    if INNER <= distance <= OUTER and dy >= 0:
        angle = math.atan2(dy, dx)
        gap = abs(math.sin(angle - math.radians(45))) * distance <= 1.6 and angle < math.pi / 2
        return BACKGROUND if gap else SPENT if angle < math.radians(45) else LEFT
    if 27 <= x <= 101 and 94 <= y <= 100:
        return TRACK
    return BACKGROUND


def pixel(column, row):
    points = [
        colour(column + (i + 0.5) / SAMPLES, row + (j + 0.5) / SAMPLES) for i in range(SAMPLES) for j in range(SAMPLES)]
    inside = [point for point in points if point is not None]
    if not inside:
        return (0, 0, 0, 0)
    mean = tuple(round(sum(point[channel] for point in inside) / len(inside)) for channel in range(3))
    return (*mean, round(255 * len(inside) / len(points)))


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


rows = b"".join(b"\0" + b"".join(bytes(pixel(column, row)) for column in range(SIZE)) for row in range(SIZE))
header = struct.pack(">IIBBBBB", SIZE, SIZE, 8, 6, 0, 0, 0)
pathlib.Path(__file__).with_name("icon.png").write_bytes(
    b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b""))
