"""A map of places that asks nobody for tiles: coastline, graticule and a dot a place, to be drawn as SVG.

Comes in: places with coordinates (WGS 84) and counts. Goes out: an Atlas of paths and dots in drawing units.
The coastline is Natural Earth's (public domain; scripts/make_outline.py); no borders are drawn, the data tell none.
Projection: Albers' equal-area conic, as Snyder (1987, p. 98) gives it, with the parallels usual for this region.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

WIDTH, HEIGHT = 760, 560
MOST_LABELS = 18
SMALLEST_DOT, LARGEST_DOT = 3.5, 13.0  # radius
_FIRST, _SECOND, _ORIGIN, _MERIDIAN = (math.radians(d) for d in (25.0, 47.0, 36.0, 104.0))
_FRAME = (73.5, 18.0, 135.0, 54.0)  # west, south, east, north: what must fit into the picture
_LETTER, _LINE = 6.6, 14.0  # how much room a letter and a line of a label take


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
    coast: str  # SVG path data
    graticule: str
    dots: tuple[Dot, ...]
    width: int = WIDTH
    height: int = HEIGHT


def _albers(longitude: float, latitude: float) -> tuple[float, float]:
    n = (math.sin(_FIRST) + math.sin(_SECOND)) / 2
    c = math.cos(_FIRST) ** 2 + 2 * n * math.sin(_FIRST)
    rho = math.sqrt(c - 2 * n * math.sin(math.radians(latitude))) / n
    theta = n * (math.radians(longitude) - _MERIDIAN)
    return rho * math.sin(theta), rho * math.cos(theta) - math.sqrt(c - 2 * n * math.sin(_ORIGIN)) / n


@cache
def _fit() -> tuple[float, float, float]:
    """Scale and shift that put the frame into the picture."""
    west, south, east, north = _FRAME
    edge = [_albers(x, y) for x in (west, (west + east) / 2, east) for y in (south, north)]
    left, right = min(x for x, _ in edge), max(x for x, _ in edge)
    top, bottom = min(y for _, y in edge), max(y for _, y in edge)
    scale = min(WIDTH / (right - left), HEIGHT / (bottom - top))
    return scale, (WIDTH - scale * (left + right)) / 2, (HEIGHT - scale * (top + bottom)) / 2


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Degrees → drawing units, x to the right and y downwards.

    >>> x, y = project(120.6, 30.0)
    >>> (project(121.6, 30.0)[0] > x, project(120.6, 31.0)[1] < y, 0 < x < WIDTH, 0 < y < HEIGHT)
    (True, True, True, True)
    """
    scale, right, down = _fit()
    x, y = _albers(longitude, latitude)
    return round(x * scale + right, 1), round(y * scale + down, 1)


def _path(lines: Iterable[Sequence[Sequence[float]]]) -> str:
    return "".join("M" + "L".join("{},{}".format(*project(*point)) for point in line) for line in lines)


@cache
def _coast() -> str:
    lines = json.loads(Path(__file__).with_name("outline.json").read_text(encoding="utf-8"))
    return _path(lines)


@cache
def _graticule() -> str:
    """Every tenth meridian and parallel."""
    meridians = [[(x, y) for y in range(10, 61, 2)] for x in range(60, 151, 10)]
    parallels = [[(x, y) for x in range(60, 151, 2)] for y in range(10, 61, 10)]
    return _path([*meridians, *parallels])


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


def draw(spots: Iterable[Spot]) -> Atlas:
    """The map of some places: areas of dots as their counts, the largest first in line for a label.

    Places outside the picture are left out.
    """
    ordered = sorted(spots, key=lambda spot: (-spot.uses, spot.slug))
    most = max((spot.uses for spot in ordered), default=1) or 1
    placed = []
    for spot in ordered:
        x, y = project(spot.longitude, spot.latitude)
        radius = round(max(SMALLEST_DOT, LARGEST_DOT * math.sqrt(spot.uses / most)), 1)
        if 0 <= x <= WIDTH and 0 <= y <= HEIGHT:
            placed.append((spot, x, y, radius))
    taken = [(x - r, y - r, x + r, y + r) for _, x, y, r in placed if r > 2 * SMALLEST_DOT]
    dots = []
    for rank, (spot, x, y, radius) in enumerate(placed):
        side = _labelled(spot, x, y, radius, taken) if rank < MOST_LABELS else ""
        dots.append(Dot(spot, x, y, radius, side))
    return Atlas(_coast(), _graticule(), tuple(dots))
