"""A map of places that asks nobody for tiles: land, graticule and a dot a place, to be drawn as SVG.

Comes in: places with coordinates (WGS 84) and counts. Goes out: an Atlas of paths and dots in drawing units, as close
up as the places allow. The land is Natural Earth's (public domain; scripts/make_outline.py); no borders are drawn, the
data tell none. Projection: Albers' equal-area conic, as Snyder (1987, p. 98) gives it, with the parallels usual here.
A site may name a server of map tiles (web/tiles.py); then its tiles lie below the dots instead.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from glossary.web.tiles import Tile, TileSource, mosaic

WIDTH, HEIGHT = 760, 520
MOST_LABELS = 18
SMALLEST_DOT, LARGEST_DOT = 3.5, 13.0  # radius
MARGIN = 70.0  # around the places, in drawing units: room for labels
LEAST_SPAN = 250.0  # thousandths of the Earth's radius: a lone place lies in 1,600 km of its surroundings
_FIRST, _SECOND, _ORIGIN, _MERIDIAN = (math.radians(d) for d in (25.0, 47.0, 36.0, 104.0))
_WHOLE = ((75.0, 22.0), (134.0, 22.0), (75.0, 50.0), (134.0, 50.0))  # what is shown where there is no place to show
_LETTER, _LINE = 6.6, 14.0  # how much room a letter and a line of a label take
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place to be put on the map."""

    slug: str
    zh: str
    english: str
    latitude: float
    longitude: float
    uses: int  # own mentions, and those of places in it that have no coordinate of their own
    own: int = 0


@dataclass(frozen=True, slots=True)
class Dot:
    """A place as it is drawn, with the side its label stands on, if there is room for one."""

    spot: Spot
    x: float
    y: float
    radius: float
    label: str  # "start" (to the right), "end" (to the left) or "" where there is no room

    @property
    def label_x(self) -> float:
        return round(self.x + (self.radius + 4) * (1 if self.label == "start" else -1), 1)


@dataclass(frozen=True, slots=True)
class Atlas:
    land: str  # SVG path data in units of the projection, "" where tiles lie below
    graticule: str
    transform: str  # from units of the projection to those of the drawing
    dots: tuple[Dot, ...]
    tiles: tuple[Tile, ...] = ()
    attribution: str = ""  # whose tiles they are
    width: int = WIDTH
    height: int = HEIGHT


def _albers(longitude: float, latitude: float) -> Point:
    """Degrees → thousandths of the Earth's radius, x to the right and y downwards.

    >>> x, y = _albers(120.6, 30.0)
    >>> _albers(121.6, 30.0)[0] > x, _albers(120.6, 31.0)[1] < y
    (True, True)
    """
    n = (math.sin(_FIRST) + math.sin(_SECOND)) / 2
    c = math.cos(_FIRST) ** 2 + 2 * n * math.sin(_FIRST)
    rho = math.sqrt(c - 2 * n * math.sin(math.radians(latitude))) / n
    theta = n * (math.radians(longitude) - _MERIDIAN)
    return 1000 * rho * math.sin(theta), 1000 * (rho * math.cos(theta) - math.sqrt(c - 2 * n * math.sin(_ORIGIN)) / n)


def _path(lines: Iterable[Sequence[Sequence[float]]], end: str = "") -> str:
    points = ("L".join("{:.1f},{:.1f}".format(*_albers(x, y)) for x, y in line) for line in lines)
    return "".join(f"M{line}{end}" for line in points)


@cache
def _land() -> str:
    return _path(json.loads(Path(__file__).with_name("outline.json").read_text(encoding="utf-8")), "Z")


@cache
def _graticule() -> str:
    """Every tenth meridian and parallel."""
    meridians = [[(x, y) for y in range(0, 71, 2)] for x in range(40, 171, 10)]
    parallels = [[(x, y) for x in range(40, 171, 2)] for y in range(0, 71, 10)]
    return _path([*meridians, *parallels])


def _close_up(points: Sequence[Point]) -> tuple[float, float, float]:
    """Scale and shift that put some points of the projection into the picture."""
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    across, down = WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN
    scale = min(across / max(right - left, LEAST_SPAN), down / max(bottom - top, LEAST_SPAN * down / across))
    return scale, (WIDTH - scale * (left + right)) / 2, (HEIGHT - scale * (top + bottom)) / 2


def _labelled(spot: Spot, x: float, y: float, radius: float, taken: list[tuple[float, float, float, float]]) -> str:
    """The side on which there is room for a label, its room then taken; "" for none."""
    size = _LETTER * (len(spot.english) + 1) + 2 * _LETTER * len(spot.zh)
    for side, left in (("start", x + radius + 3), ("end", x - radius - 3 - size)):
        box = (left, y - _LINE / 2, left + size, y + _LINE / 2)
        inside = box[0] >= 0 and box[2] <= WIDTH
        if inside and not any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in taken):
            taken.append(box)
            return side
    return ""


def _dots(spots: Sequence[Spot], project: Callable[[float, float], Point]) -> tuple[Dot, ...]:
    """Areas of dots as their counts, the largest first in line for a label; places outside the picture left out."""
    most = max((spot.uses for spot in spots), default=1) or 1
    placed = []
    for spot in spots:
        x, y = (round(at, 1) for at in project(spot.longitude, spot.latitude))
        radius = round(max(SMALLEST_DOT, LARGEST_DOT * math.sqrt(spot.uses / most)), 1)
        if 0 <= x <= WIDTH and 0 <= y <= HEIGHT:
            placed.append((spot, x, y, radius))
    taken = [(x - r, y - r, x + r, y + r) for _, x, y, r in placed]
    dots = []
    for rank, (spot, x, y, radius) in enumerate(placed):
        side = _labelled(spot, x, y, radius, taken) if rank < MOST_LABELS else ""
        dots.append(Dot(spot, x, y, radius, side))
    return tuple(dots)


def draw(spots: Iterable[Spot], source: TileSource | None = None) -> Atlas:
    """The map of some places, on the drawn land or on somebody's tiles."""
    ordered = sorted(spots, key=lambda spot: (-spot.uses, spot.slug))
    where = [(spot.longitude, spot.latitude) for spot in ordered] or _WHOLE
    if source is not None:
        tiles, to_mosaic = mosaic(where, source, WIDTH, HEIGHT, MARGIN)
        return Atlas("", "", "", _dots(ordered, to_mosaic), tiles, source.attribution)
    scale, right, down = _close_up([_albers(*point) for point in where])

    def project(longitude: float, latitude: float) -> Point:
        x, y = _albers(longitude, latitude)
        return x * scale + right, y * scale + down

    transform = f"matrix({scale:.3f} 0 0 {scale:.3f} {right:.1f} {down:.1f})"
    return Atlas(_land(), _graticule(), transform, _dots(ordered, project))
