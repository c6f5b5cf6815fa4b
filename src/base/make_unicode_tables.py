#!/usr/bin/env python3
# Prints unicode_tables.inc, the tables behind unicode.cpp, from the character database that Python carries:
#   python3 src/base/make_unicode_tables.py > src/base/unicode_tables.inc
# Mappings and marks are two-stage tries (a block of 64 code points is stored once), the rest is sorted ranges.
import sys
import unicodedata
from unicodedata import category, combining, east_asian_width, normalize

BLOCK = 64
ALL = [c for c in range(0x110000) if not 0xD800 <= c <= 0xDFFF]
SYLLABLES = range(0xAC00, 0xD7A4)  # Hangul is computed, not stored

# Property White_Space, which Python does not have: str.isspace() also takes U+001C to U+001F.
WHITE_SPACE = [(0x09, 0x0D), (0x20, 0x20), (0x85, 0x85), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A),
               (0x2028, 0x2029), (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000)]

# Whole blocks, so that ideographs added to them later are known already; planes 2 and 3 hold nothing else.
IDEOGRAPHS = [(0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2FFFD), (0x30000, 0x3FFFD)]

# Second and third letters of a syllable written in single jamo: a terminal draws them into the first one's cell.
JOINING_JAMO = [(0x1160, 0x11FF), (0xD7B0, 0xD7FF)]

OTHER, LATIN, HAN, KANA, HANGUL = range(5)  # as in enum Script


def within(c, ranges):
    return any(first <= c <= last for first, last in ranges)


def folded(text):
    text = normalize("NFD", text).casefold()
    return normalize("NFKC", normalize("NFKC", text).casefold())


def mappings():
    """Code point -> offset in the pool, and the pool: per entry its length and flags, then the code points."""
    pool, offsets, known = [0], {}, {}
    for c in ALL:
        if c in SYLLABLES:
            continue
        char = chr(c)
        canonical = normalize("NFD", char)
        if canonical != char:
            flags = 1 | (normalize("NFC", char) != char) << 1 | (folded(char) == char) << 2
            target = canonical
        else:  # at once all that a second folding would do, so U+037A is its iota also before another mark
            flags, target = 0, normalize("NFKD", folded(char))
        if target == char:
            continue
        entry = (len(target) << 3 | flags, *map(ord, target))
        if entry not in known:
            known[entry] = len(pool)
            pool.extend(entry)
        offsets[c] = known[entry]
    assert len(pool) < 0x10000
    return offsets, pool


def pairs():
    """Every (composed, first, second) that NFC composes."""
    found = []
    for c in ALL:
        parts = unicodedata.decomposition(chr(c)).split()
        if len(parts) == 2 and not parts[0].startswith("<") and normalize("NFC", chr(c)) == chr(c):
            found.append((int(parts[0], 16), int(parts[1], 16), c))
    return sorted(found)


def marks(composed):
    """Code point -> index in the list of distinct (combining class, joins the character before it)."""
    seconds = {second for _, second, _ in composed} | set(range(0x1161, 0x1176)) | set(range(0x11A8, 0x11C3))
    values = {c: (combining(chr(c)), int(c in seconds)) for c in ALL if combining(chr(c)) or c in seconds}
    kinds = [(0, 0)] + sorted(set(values.values()))
    return {c: kinds.index(value) for c, value in values.items()}, kinds


def trie(values):
    top = max(values) // BLOCK + 1
    blocks, stage1, stage2 = {}, [], []
    for b in range(top):
        block = tuple(values.get(b * BLOCK + i, 0) for i in range(BLOCK))
        if block not in blocks:
            blocks[block] = len(blocks)
            stage2.extend(block)
        stage1.append(blocks[block])
    assert len(blocks) < 256
    return stage1, stage2


def columns(c):
    if category(chr(c)) in ("Mn", "Me", "Cf", "Cc") or within(c, JOINING_JAMO):
        return 0
    if category(chr(c)) == "Cn":  # Python calls some of these full-width
        return 2 if within(c, IDEOGRAPHS) else 1
    return 2 if east_asian_width(chr(c)) in ("W", "F") or within(c, IDEOGRAPHS) else 1


def letter_script(c):
    """The script of a letter, None for what is no letter."""
    if within(c, IDEOGRAPHS) or c in (0x3005, 0x3007):
        return HAN
    if not category(chr(c)).startswith("L"):
        return None
    name = unicodedata.name(chr(c), "").removeprefix("FULLWIDTH ").removeprefix("HALFWIDTH ")
    for start, script in (("LATIN", LATIN), ("HIRAGANA", KANA), ("KATAKANA", KANA), ("HENTAIGANA", KANA),
                          ("HANGUL", HANGUL)):
        if name.startswith(start):
            return script
    return OTHER


def ranges(value_of, left_out):
    """Unassigned code points between two of one value have it too: what is added there is most likely alike."""
    found, previous = [], None
    for c in ALL:
        value = value_of(c)
        if value == left_out and category(chr(c)) == "Cn":
            continue
        if value != left_out and value == previous:
            found[-1][1] = c
        elif value != left_out:
            found.append([c, c, value])
        previous = value
    return found


def rows(items):
    line = ""
    for item in items:
        text = f"{item}," if isinstance(item, int) else "{" + ",".join(map(str, item)) + "},"
        if len(line) + len(text) > 110:
            yield line
            line = ""
        line += text
    yield line


def table(declaration, items):
    print(f"\nconstexpr {declaration}[] = {{")
    print("\n".join(rows(items)))
    print("};")


def main():
    print(f"// Unicode {unicodedata.unidata_version}, generated by make_unicode_tables.py: change that, not this.")
    offsets, pool = mappings()
    stage1, stage2 = trie(offsets)
    table("std::uint8_t mapping_blocks", stage1)
    table("std::uint16_t mapping_offsets", stage2)
    table("char32_t mapping_pool", pool)
    composed = pairs()
    table("Pair pairs", composed)
    kinds_of, kinds = marks(composed)
    stage1, stage2 = trie(kinds_of)
    table("std::uint8_t mark_blocks", stage1)
    table("std::uint8_t mark_kinds", stage2)
    table("Mark marks", kinds)
    table("Range white_space", [(first, last, 1) for first, last in WHITE_SPACE])
    table("Range unusual_columns", ranges(columns, 1))
    table("Range letters", ranges(letter_script, None))


if __name__ == "__main__":
    sys.exit(main())
