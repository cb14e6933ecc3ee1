"""Draw the land of the site's map: glossary/web/outline.json out of Natural Earth's land polygons.

Comes in: land-50m.json of the npm package world-atlas 2.0.2 (`npm pack world-atlas@2.0.2`), a TopoJSON of Natural
Earth 4.1, which is in the public domain. Goes out: closed rings of [longitude, latitude], cut at the frame, holes
included (to be filled by the even-odd rule). Land and water only: the map draws no border of any kind.

    python scripts/make_outline.py package/land-50m.json > glossary/web/outline.json
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator
from pathlib import Path

WEST, SOUTH, EAST, NORTH = 55.0, 5.0, 155.0, 62.0  # more than the widest map shows
COARSEST = 0.05  # degrees: how far the drawn line may lie from the true one
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


def within(ring: list[Point]) -> list[Point]:
    """The part of a ring that lies in the frame, closed along its edges (Sutherland and Hodgman, 1974)."""
    for axis, limit, sign in ((0, WEST, 1), (0, EAST, -1), (1, SOUTH, 1), (1, NORTH, -1)):
        kept: list[Point] = []
        for before, point in zip([ring[-1], *ring], ring, strict=False):
            inside, was_inside = (sign * (each[axis] - limit) >= 0 for each in (point, before))
            if inside != was_inside:
                share = (limit - before[axis]) / (point[axis] - before[axis])
                kept.append((before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1])))
            if inside:
                kept.append(point)
        ring = kept
        if not ring:
            return []
    return ring


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
    rings = [simplified([*part, part[0]]) for ring in decoded(topology) if (part := within(ring))]
    drawn = [[[round(x, 2), round(y, 2)] for x, y in ring[:-1]] for ring in rings if len(ring) > SHORTEST]
    json.dump(sorted(drawn), sys.stdout, separators=(",", ":"))
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
