"""Map tiles of somebody else's, for sites whose owner names a server: never asked for otherwise.

Comes in: the plugin's setting `tiles`, places. Goes out: which tiles lie where, and how a place is put on them. The
tiles are pictures in the map's SVG, so that no script is needed. Projection: Mercator's on a sphere, in tiles of 256
pixels, numbered as OpenStreetMap does (https://wiki.openstreetmap.org/wiki/Slippy_map_tilenames).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from glossary.tables import GlossaryError

SIZE = 256  # pixels
CLOSEST = 9  # zoom of a lone place: a city and its counties
PLACEHOLDERS = ("{z}", "{x}", "{y}")
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class TileSource:
    """A server of tiles, and whom to thank for them."""

    url: str  # with {z}, {x} and {y}
    attribution: str

    @property
    def origin(self) -> str:
        """The host that pages with a map may load pictures from."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}"


@dataclass(frozen=True, slots=True)
class Tile:
    url: str
    x: float  # in drawing units
    y: float
    size: int = SIZE


def read_tile_source(setting: object) -> TileSource | None:
    """The source that a site's setting names, None where it names none; GlossaryError where it cannot be used.

    >>> read_tile_source({"url": "https://tiles.example.org/{z}/{x}/{y}.png", "attribution": "A. Mapmaker"}).origin
    'https://tiles.example.org'
    """
    if setting is None:
        return None
    remedy = (
        "\n    to mend: in metadata.yml, plugins: glossary: tiles: {url: 'https://…/{z}/{x}/{y}.png', attribution: …}"
    )
    if not isinstance(setting, Mapping):
        raise GlossaryError(f"plugins: glossary: tiles has no url and attribution{remedy}")
    url, attribution = str(setting.get("url", "")), str(setting.get("attribution", ""))
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname or set(parts.netloc) & set("{}*;, '\"@"):
        raise GlossaryError(f"plugins: glossary: tiles: {url!r} is no https address of one host{remedy}")
    if not all(url.count(each) == 1 for each in PLACEHOLDERS) or url.count("{") > len(PLACEHOLDERS):
        raise GlossaryError(f"plugins: glossary: tiles: {url!r} needs {{z}}, {{x}} and {{y}}, and no other{remedy}")
    if not attribution.strip():
        raise GlossaryError(f"plugins: glossary: tiles: nobody is thanked for the tiles{remedy}")
    return TileSource(url, attribution)


def _mercator(longitude: float, latitude: float) -> Point:
    """Degrees → the square of zoom 0, from 0.0 to 1.0, y downwards."""
    angle = math.radians(max(-85.0, min(85.0, latitude)))
    return (longitude + 180) / 360, (1 - math.asinh(math.tan(angle)) / math.pi) / 2


def mosaic(
    places: Sequence[Point], source: TileSource, width: int, height: int, margin: float
) -> tuple[tuple[Tile, ...], Callable[[float, float], Point]]:
    """The tiles of the closest zoom that has all places (longitude, latitude) in the picture, and where these go on it.

    >>> tiles, project = mosaic([(120.58, 30.0)], TileSource("https://t.example/{z}/{x}/{y}.png", "A"), 512, 256, 40.0)
    >>> len(tiles), tiles[0].url, [round(at) for at in project(120.58, 30.0)]
    (6, 'https://t.example/9/426/210.png', [256, 128])
    """
    points = [_mercator(*place) for place in places]
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    fitting = min((width - 2 * margin) / max(right - left, 1e-9), (height - 2 * margin) / max(bottom - top, 1e-9))
    zoom = max(0, min(CLOSEST, math.floor(math.log2(fitting / SIZE))))
    scale = SIZE * 2**zoom
    across, down = width / 2 - (left + right) / 2 * scale, height / 2 - (top + bottom) / 2 * scale
    columns = range(math.floor(-across / SIZE), math.ceil((width - across) / SIZE))
    rows = range(math.floor(-down / SIZE), math.ceil((height - down) / SIZE))
    tiles = tuple(
        Tile(
            source.url.replace("{z}", str(zoom)).replace("{x}", str(column % 2**zoom)).replace("{y}", str(row)),
            round(column * SIZE + across, 1),
            round(row * SIZE + down, 1),
        )
        for row in rows
        for column in columns
        if 0 <= row < 2**zoom
    )

    def project(longitude: float, latitude: float) -> Point:
        x, y = _mercator(longitude, latitude)
        return x * scale + across, y * scale + down

    return tiles, project
