"""Romanized Chinese as people write it → the keys under which we file it.

In: a token or query in any dress (toned, numbered, v or u: for ü, any apostrophe, Wade-Giles, postal spellings).
Out: toneless keys, syllables, the same pinyin in another style. No word of Chinese is known here and no file is read,
so it loads in a blink. Method: Hanyu Pinyin Scheme (1958), ISO 7098:2015; the syllables are those of pypinyin 0.55.0;
older spellings are read by the rules of Wade-Giles and of the postal conference of 1906.
"""

import re
import unicodedata
from functools import cache, lru_cache
from itertools import pairwise, product

_TABLE = """
- a ai an ang ao e ei en eng er o ou wa wai wan wang wei wen weng wo wong wu ya yan yang yao ye yi yin ying yo yong you
- yu yuan yue yun
b a ai an ang ao ei en eng i ian iang iao ie in ing o ong u
p a ai an ang ao ei en eng i ian iao ie in ing o ou u
m a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u
f a an ang ei en eng iao o ou u
d a ai an ang ao e ei en eng i ia ian iao ie in ing iu ong ou u uan ui un uo
t a ai an ang ao e ei eng i ian iao ie ing ong ou u uan ui un uo
n a ai an ang ao e ei en eng i ia ian iang iao ie in ing iu ong ou u uan ue un uo
l a ai an ang ao e ei en eng i ia ian iang iao ie in ing iu o ong ou u uan ue un uo
g a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo
k a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo
h a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo
j i ia ian iang iao ie in ing iong iu u uan ue un
q i ia ian iang iao ie in ing iong iu u uan ue un
x i ia ian iang iao ie in ing iong iu u uan ue un
zh a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo
ch a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo
sh a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo
r an ang ao e en eng i ong ou u ua uan ui un uo
z a ai an ang ao e ei en eng i ong ou u uan ui un uo
c a ai an ang ao e ei en eng i ong ou u uan ui un uo
s a ai an ang ao e en eng i ong ou u uan ui un uo
"""
_PAIRS = tuple(
    (line.split()[0].strip("-"), final) for line in _TABLE.strip().splitlines() for final in line.split()[1:]
)

# Every toneless syllable of pypinyin's PINYIN_DICT, ü written u. Left out are m, n, ng, hm, hng, ê: grunts, not names.
SYLLABLES: frozenset[str] = frozenset(initial + final for initial, final in _PAIRS)

# A longer run of letters is no name, and the number of its splits may double with every other syllable.
LONGEST_TOKEN = 40
# Wade-Giles without its apostrophes leaves 2 readings a syllable; past this many a reading proposes nothing.
MOST_OLDER_KEYS = 64

_APOSTROPHES = (
    "'`\N{ACUTE ACCENT}\N{MODIFIER LETTER PRIME}\N{MODIFIER LETTER TURNED COMMA}\N{MODIFIER LETTER APOSTROPHE}"
    "\N{MODIFIER LETTER REVERSED COMMA}\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
    "\N{SINGLE HIGH-REVERSED-9 QUOTATION MARK}\N{PRIME}\N{FULLWIDTH APOSTROPHE}"
)
_HYPHENS = "\\-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}"
_TONES = {"\N{COMBINING MACRON}": 1, "\N{COMBINING ACUTE ACCENT}": 2, "\N{COMBINING CARON}": 3}
_TONES["\N{COMBINING GRAVE ACCENT}"] = 4


@lru_cache(maxsize=200_000)
def pinyin_key(text: str) -> str:
    """Fold a pinyin spelling to the key at which its variants meet.

    Case, tones, tone digits, spaces, hyphens and the apostrophe (Hanyu Pinyin Scheme 1958, part 5) go; ü counts as u.
    "" where there is no Latin letter. Xī'ān 西安 and xiān 先 share a key: a key proposes, it proves nothing.

    >>> pinyin_key("Xī'ān"), pinyin_key("XI’AN"), pinyin_key("Ürümqi"), pinyin_key("ke1 qiao2"), pinyin_key("西安")
    ('xian', 'xian', 'urumqi', 'keqiao', '')
    """
    parts = unicodedata.normalize("NFD", text.casefold())
    return "".join(ch for ch in parts if "a" <= ch <= "z")


def _pieces(token: str) -> list[str]:
    """Keys of the parts between a token's boundaries: apostrophes, hyphens, spaces, tone digits."""
    parts = unicodedata.normalize("NFD", token.casefold()).replace("u:", "u")
    parts = re.sub(r"(?<=[ln])v", "u", parts)
    bare = "".join(ch for ch in parts if not unicodedata.combining(ch))
    return [piece for piece in re.split(rf"[{_APOSTROPHES}{_HYPHENS}\s\d·•]+", bare) if piece]


@lru_cache(maxsize=4096)
def _splits(piece: str) -> tuple[tuple[str, ...], ...]:
    """All ways to read one unbroken run of letters as syllables."""
    if not piece:
        return ((),)
    found: list[tuple[str, ...]] = []
    for size in range(min(6, len(piece)), 0, -1):
        if piece[:size] in SYLLABLES:
            found += [(piece[:size], *rest) for rest in _splits(piece[size:])]
    return tuple(found)


@lru_cache(maxsize=200_000)
def is_pinyin(token: str) -> bool:
    """Whether a token can be read as pinyin syllables throughout. So can "China", "made" and "women": ask more.

    >>> [is_pinyin(token) for token in ("Keqiao", "Xi'an", "Lvliang", "Loko", "Ürümqi", "China", "柯桥", "")]
    [True, True, True, False, False, True, False, False]
    """
    pieces = _pieces(token)
    return bool(pieces) and sum(map(len, pieces)) <= LONGEST_TOKEN and all(map(_reads_through, pieces))


def _reads_through(piece: str) -> bool:
    reached = {0}
    for end in range(1, len(piece) + 1):
        if any(end - size in reached and piece[end - size : end] in SYLLABLES for size in range(1, 7)):
            reached.add(end)
    return len(piece) in reached


def split_syllables(token: str) -> list[tuple[str, ...]]:
    """All splits of one romanized token, the most regular first; [] when it is not pinyin throughout.

    Apostrophes, hyphens and tone digits are boundaries. A syllable that begins with a, o or e inside a word should
    have had its apostrophe, so splits that need one come last; then the fewer syllables the better.

    >>> split_syllables("Shengze"), split_syllables("Xi'an"), split_syllables("xian"), split_syllables("Loko")
    ([('sheng', 'ze')], [('xi', 'an')], [('xian',), ('xi', 'an')], [])
    >>> split_syllables("changan"), split_syllables("Lǜ-xī"), split_syllables("keqiao")[:2]
    ([('chan', 'gan'), ('chang', 'an')], [('lu', 'xi')], [('ke', 'qiao'), ('ke', 'qia', 'o')])
    """
    if not is_pinyin(token):
        return []
    ranked = [sorted(_splits(piece), key=_irregularity) for piece in _pieces(token)]
    return sorted((sum(choice, ()) for choice in product(*ranked)), key=len) if len(ranked) > 1 else ranked[0]


def is_one_syllable(token: str) -> bool:
    """Whether a token can be read as one syllable, as most surnames are.

    >>> is_one_syllable("Chen"), is_one_syllable("Keqiao"), is_one_syllable("Smith")
    (True, False, False)
    """
    return any(len(split) == 1 for split in split_syllables(token))


def _irregularity(split: tuple[str, ...]) -> tuple[int, int]:
    return sum(syllable[0] in "aoe" for syllable in split[1:]), len(split)


def query_keys(text: str) -> tuple[str, ...]:
    """Match keys that a user's query may mean, the plain reading first; () where there is no Latin letter.

    ü may have been typed v, u:, or YU as passports have it (Lyu): each is read as ü where that gives pinyin.

    >>> query_keys("ke1qiao2"), query_keys("Xi ’an"), query_keys("lv4"), query_keys("nu:3"), query_keys("LYULIANG")
    (('keqiao',), ('xian',), ('lv', 'lu'), ('nu',), ('lyuliang', 'luliang'))
    >>> query_keys("silver"), query_keys("柯桥")
    (('silver',), ())
    """
    plain_key = pinyin_key(text)
    if not plain_key:
        return ()
    keys = [plain_key]
    for spelled in ("v", "yu", "yu|v"):
        variant = re.sub(rf"(?<=[ln])(?:{spelled})(?=$|e(?!r)|[^aeiou])", "u", plain_key)
        if variant not in keys and is_pinyin(variant):
            keys.append(variant)
    return tuple(keys)


# Older initials for each of ours. The apostrophe marks the aspirate; most printers drop it.
_OLDER_INITIALS = {
    "": "", "b": "p", "p": "p'", "m": "m", "f": "f", "d": "t", "t": "t'", "n": "n", "l": "l", "g": "k", "k": "k'",
    "h": "h", "j": "ch ts k", "q": "ch' ts' k'", "x": "hs s h", "zh": "ch", "ch": "ch'", "sh": "sh", "r": "j",
    "z": "ts tz", "c": "ts' tz'", "s": "s",
}  # fmt: skip
# Older finals. "_" stands for what the scheme leaves out of zhi, zi and their like.
_OLDER_FINALS = {
    "e": "e o eh", "er": "erh", "ian": "ien", "ie": "ieh", "iong": "iung", "ong": "ung", "ou": "ou ow", "u": "u oo",
    "ue": "ueh", "uang": "uang wang", "uan": "uan wan", "ua": "ua wa", "uai": "uai wai", "ui": "ui uei wei",
    "uo": "o uo", "ei": "ei eh", "ing": "ing", "un": "un", "i": "i", "o": "o oh",
    "yi": "i yi", "yan": "yen", "ye": "yeh", "yong": "yung", "you": "yu", "yue": "yueh", "wu": "wu woo",
}  # fmt: skip
_OLDER_SYLLABLES = {
    "zhi": "chih che chi", "chi": "ch'ih ch'i", "shi": "shih shi", "ri": "jih", "zi": "tzu tze", "ci": "tz'u",
    "si": "ssu szu sze", "he": "ho", "bai": "pai peh", "bei": "pei peh pe", "xi": "hsi hsih si sih",
    "guo": "kuo kwo", "xu": "hsu su", "e": "o e",
}  # fmt: skip


@cache
def _older_table() -> dict[str, tuple[str, ...]]:
    """Older spelling, apostrophe kept → the syllables of ours it can stand for."""
    table: dict[str, set[str]] = {}
    for initial, final in _PAIRS:
        syllable = initial + final
        spelled = _OLDER_SYLLABLES.get(syllable, "").split() or [
            first + last
            for first in _OLDER_INITIALS[initial].split() or [""]
            for last in _OLDER_FINALS.get(final, final).split()
            # k and h for j, q, x are northern court spellings before i only (Peking, Kiangsu); s and ts never before u
            if first not in ("k", "k'", "h", "s", "ts", "ts'") or initial not in "jqx" or final[0] == "i"
        ]
        for older in spelled:
            table.setdefault(older, set()).add(syllable)
    return {older: tuple(sorted(syllables)) for older, syllables in table.items()}


@cache
def _unmarked_table() -> dict[str, tuple[str, ...]]:
    """The same without apostrophes, as most printers had it."""
    table: dict[str, set[str]] = {}
    for older, syllables in _older_table().items():
        table.setdefault(older.replace("'", ""), set()).update(syllables)
    return {older: tuple(sorted(syllables)) for older, syllables in table.items()}


def older_keys(token: str) -> tuple[str, ...]:
    """Pinyin keys that a Wade-Giles or postal spelling may stand for, () where it is neither.

    To be tried only when the plain reading finds nothing. Where the token marks any aspirate, unmarked initials are
    read as unaspirated; without a mark both are. Names from dialects (Amoy, Canton) follow no rule: place_names.csv.

    >>> older_keys("Ch'ing-tao"), older_keys("Soochow")[:2], "keqiao" in older_keys("Kechiao")
    (('qingdao',), ('suchou', 'suzhou'), True)
    >>> "qingdao" in older_keys("Tsingtao"), "tianjin" in older_keys("Tientsin"), older_keys("textile")
    (True, True, ())
    """
    bare = "".join(ch for ch in unicodedata.normalize("NFD", token.casefold()) if not unicodedata.combining(ch))
    bare = re.sub(f"[{_APOSTROPHES}]", "'", bare).strip("'")
    table = _older_table() if "'" in bare else _unmarked_table()
    parts = [part for part in re.split(rf"[{_HYPHENS}\s]+", bare) if part]
    if not parts or sum(map(len, parts)) > LONGEST_TOKEN:
        return ()
    readings: list[str] = [""]
    for part in parts:
        ways = _older_readings(part, table)
        readings = [before + key for before in readings for key in ways][:MOST_OLDER_KEYS]
    return tuple(dict.fromkeys(key for key in readings if key != pinyin_key(token)))


def _older_readings(part: str, table: dict[str, tuple[str, ...]]) -> list[str]:
    """Keys of one hyphen-free part, fewest syllables first, at most MOST_OLDER_KEYS."""
    reached: list[list[tuple[int, str]]] = [[(0, "")]] + [[] for _ in part]
    for start, here in enumerate(reached):
        here.sort()
        del here[MOST_OLDER_KEYS:]
        for size in range(1, 8):
            for syllable in table.get(part[start : start + size], ()) if start + size <= len(part) else ():
                # inside a word a vowel begins a syllable in names like Sian and Yenan, hardly elsewhere
                if start == 0 or syllable[0] not in "aoe" or syllable in ("an", "ang"):
                    reached[start + size] += [(count + 1, key + syllable) for count, key in here]
    return list(dict.fromkeys(key for _, key in reached[-1]))


def plain(toned: str) -> str:
    """Toned pinyin without its tones; capitals, spaces, apostrophes and ü stay.

    >>> plain("Xī'ān Shì"), plain("Lǚliáng"), plain("Xigazê")
    ("Xi'an Shi", 'Lüliang', 'Xigazê')
    """
    bare = "".join(ch for ch in unicodedata.normalize("NFD", toned) if ch not in _TONES)
    return unicodedata.normalize("NFC", bare)


def numbered(toned: str) -> str:
    """Toned pinyin with a digit behind each syllable, 5 for the neutral tone; a word without any tone is left alone.

    >>> numbered("Kēqiáo Qū"), numbered("Xī'ān"), numbered("fángzi"), numbered("Hohhot Shì"), numbered("Lǚliáng")
    ('Ke1qiao2 Qu1', "Xi1'an1", 'fang2zi5', 'Hohhot Shi4', 'Lü3liang2')
    """
    return re.sub(r"[^\W\d_]+", lambda run: _number_run(run[0]), unicodedata.normalize("NFC", toned))


def _number_run(run: str) -> str:
    """Number one run of letters: of all its splits the one that spreads its tone marks best over the syllables."""
    tones = [_tone(letter) for letter in run]
    if not any(tones):
        return run
    spans = [[sum(map(len, split[:at])) for at in range(len(split) + 1)] for split in split_syllables(run)]
    marked = [
        (sum(not any(tones[a:b]) for a, b in pairwise(span)), span)
        for span in spans
        if all(sum(map(bool, tones[a:b])) <= 1 for a, b in pairwise(span))
    ]
    if not marked:
        return run
    _, span = min(marked, key=lambda pair: pair[0])
    return "".join(f"{plain(run[a:b])}{max(tones[a:b]) or 5}" for a, b in pairwise(span))


def _tone(letter: str) -> int:
    return max((_TONES.get(mark, 0) for mark in unicodedata.normalize("NFD", letter)), default=0)
