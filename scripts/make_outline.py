"""Draw the coastline of the site's map: glossary/web/outline.json out of Natural Earth's land polygons.

Comes in: land-50m.json of the npm package world-atlas 2.0.2 (`npm pack world-atlas`), a TopoJSON of Natural Earth 4.1,
which is in the public domain. Goes out: open lines of [longitude, latitude], in tenths of a degree. Land and sea only:
the map draws no border of any kind.

    python scripts/make_outline.py package/land-50m.json > glossary/web/outline.json
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

WEST, SOUTH, EAST, NORTH = 72.0, 16.0, 137.0, 55.0
COARSEST = 0.08  # degrees: how far the drawn line may lie from the true one
SHORTEST = 4  # points: islets below this are left out

Point = tuple[float, float]


def decoded(topology: dict[str, object]) -> Iterator[list[Point]]:
    """The rings of land, their arcs joined (TopoJSON 1.0: delta-coded, ~i is arc i backwards)."""
    transform, arcs, objects = topology["transform"], topology["arcs"], topology["objects"]
    assert isinstance(transform, dict)
    assert isinstance(arcs, list)
    assert isinstance(objects, dict)
    (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
    lines: list[list[Point]] = []
    for arc in arcs:
        x = y = 0
        line = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            line.append((x * kx + dx, y * ky + dy))
        lines.append(line)
    for geometry in objects["land"]["geometries"]:
        for polygon in geometry["arcs"]:
            for ring in polygon:
                points: list[Point] = []
                for number in ring:
                    points += lines[number] if number >= 0 else lines[~number][::-1]
                yield points


def within(ring: Iterable[Point]) -> Iterator[list[Point]]:
    """The parts of a ring that lie in the frame, as open lines."""
    part: list[Point] = []
    for x, y in ring:
        if WEST <= x <= EAST and SOUTH <= y <= NORTH:
            part.append((x, y))
        elif part:
            yield part
            part = []
    if part:
        yield part


def simplified(line: list[Point]) -> list[Point]:
    """Douglas and Peucker (1973): no dropped point lies further than COARSEST from what is left."""
    if len(line) < 3:
        return line
    (x0, y0), (x1, y1) = line[0], line[-1]
    length = math.hypot(x1 - x0, y1 - y0)

    def off(point: Point) -> float:
        x, y = point
        if not length:
            return math.hypot(x - x0, y - y0)
        return abs((x1 - x0) * (y0 - y) - (x0 - x) * (y1 - y0)) / length

    far = max(range(1, len(line) - 1), key=lambda i: off(line[i]))
    if off(line[far]) <= COARSEST:
        return [line[0], line[-1]]
    return simplified(line[: far + 1])[:-1] + simplified(line[far:])


def main() -> None:
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    lines = [simplified(part) for ring in decoded(topology) for part in within(ring)]
    drawn = [[[round(x, 1), round(y, 1)] for x, y in line] for line in lines if len(line) >= SHORTEST]
    json.dump(sorted(drawn), sys.stdout, separators=(",", ":"))
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
