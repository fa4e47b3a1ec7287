"""Damage by chance: bytes of the file, of a member of its zip, of its XML, its records, its container, its text."""

from __future__ import annotations

import io
import random
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable

from fuzz_files import ole, xls_stream

Draw = random.Random
NUMBERS = (
    "0",
    "-1",
    "1e9",
    "65536",
    "1048576",
    "4294967295",
    "99999999999999999999",
    "NaN",
    "",
    "1.5",
    "٣",
    "+5",
    "A1",
    "XFD1048576",
)
PIECES = (b"\x00", b"\xff", b'"', b"'", b"\n", b"\r", b",", b"\t", b"&#0;", b"&x;", b"<a>", b"</a>", b"]]>", b"<![CDATA[", b"<!--", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"=1+1", b"#REF!", b"1E+400")  # fmt: skip


def damaged(good: bytes, draw: Draw) -> bytes:
    """The file with one to four damages."""
    data = good
    for _n in range(draw.randint(1, 4)):
        if data.startswith(b"PK") and draw.random() < 0.8:
            data = draw.choice((in_member, in_member, in_xml, in_xml, in_directory, in_members))(data, draw)
        elif data.startswith(b"\xd0\xcf") and draw.random() < 0.7:
            data = draw.choice((in_container, in_records))(data, draw)
        else:
            data = in_bytes(data, draw)
    return data


def in_bytes(data: bytes, draw: Draw) -> bytes:
    if not data:
        return draw.randbytes(draw.randrange(1, 2000))
    at, size = draw.randrange(len(data)), draw.choice((1, 2, 8, 64, 1000))
    ways: tuple[Callable[[], bytes], ...] = (
        lambda: data[:at],
        lambda: data[:at] + data[at + size :],
        lambda: data[:at] + draw.randbytes(size) + data[at + size :],
        lambda: data[:at] + draw.randbytes(size) + data[at:],
        lambda: data[:at] + data[at : at + size] * draw.randint(2, 50) + data[at:],
        lambda: data[:at] + draw.choice((b"\x00", b"\xff")) * size + data[at + size :],
        lambda: data[:at] + draw.choice(PIECES) * draw.choice((1, 3, 500)) + data[at:],
        lambda: _flipped(data, draw),
    )
    return draw.choice(ways)()


def _flipped(data: bytes, draw: Draw) -> bytes:
    changed = bytearray(data)
    for _n in range(draw.randint(1, 12)):
        changed[draw.randrange(len(changed))] ^= 1 << draw.randrange(8)
    return bytes(changed)


def _members(data: bytes) -> list[tuple[str, bytes]]:
    found = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist()[:50]:
                if member.file_size < 5_000_000:
                    found.append((member.filename, archive.read(member)))
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError, EOFError, KeyError):
        return []
    return found


def _zipped(members: list[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def in_member(data: bytes, draw: Draw) -> bytes:
    """A member is damaged and zipped again, so that only its own reader can see it."""
    members = _members(data)
    if not members:
        return in_bytes(data, draw)
    at = draw.randrange(len(members))
    members[at] = (members[at][0], in_bytes(members[at][1], draw))
    return _zipped(members)


def in_members(data: bytes, draw: Draw) -> bytes:
    """A member is lost, doubled, renamed, or takes the place of another."""
    members = _members(data)
    if len(members) < 2:
        return in_bytes(data, draw)
    at, other = draw.randrange(len(members)), draw.randrange(len(members))
    name, content = members[at]
    way = draw.randrange(5)
    if way == 0:
        del members[at]
    elif way == 1:
        members.append((name, members[other][1]))
    elif way == 2:
        members[at] = (draw.choice((name.upper(), "/" + name, "../" + name, name.replace("/", "\\"), "x")), content)
    elif way == 3:
        members[at] = (name, members[other][1])
    else:
        draw.shuffle(members)
    return _zipped(members)


def in_xml(data: bytes, draw: Draw) -> bytes:
    """Numbers become enormous, elements are doubled, nested or lost, entities come in."""
    members = _members(data)
    wanted = [n for n, (name, content) in enumerate(members) if content.lstrip()[:1] == b"<"]
    if not wanted:
        return in_member(data, draw)
    at = draw.choice(wanted)
    name, content = members[at]
    tags = list(re.finditer(rb"<[^>]{1,300}>", content))
    numbers = list(re.finditer(rb"[\">]([A-Z]{0,3}\d+(?:\.\d+)?)[\"<]", content))
    way = draw.randrange(7)
    if way <= 1 and numbers:
        spot = draw.choice(numbers)
        content = content[: spot.start(1)] + draw.choice(NUMBERS).encode() + content[spot.end(1) :]
    elif way == 2 and tags:
        spot = draw.choice(tags)
        content = content[: spot.start()] + spot[0] * draw.choice((2, 10, 20_000)) + content[spot.end() :]
    elif way == 3 and tags:
        spot = draw.choice(tags)
        content = content[: spot.start()] + content[spot.end() :]
    elif way == 4 and tags:
        one, other = sorted(draw.sample(tags, 2), key=lambda tag: tag.start()) if len(tags) > 1 else (tags[0], tags[0])
        content = (
            content[: one.start()] + other[0] + content[one.end() : other.start()] + one[0] + content[other.end() :]
        )
    elif way == 5:
        content = b'<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d SYSTEM "file:///etc/passwd">]>' + content
    else:
        content = re.sub(
            draw.choice((rb' t="[a-zA-Z]+"', rb' r="[A-Z]+\d+"', rb' r="\d+"', rb' s="\d+"', rb"table:[a-z-]+")),
            b"",
            content,
            count=draw.randint(1, 9),
        )
    members[at] = (name, content)
    return _zipped(members)


def in_directory(data: bytes, draw: Draw) -> bytes:
    """The zip's directory states other sizes, places, methods, flags and checksums than there are."""
    starts = [match.start() for match in re.finditer(b"PK\x01\x02", data)]
    if not starts:
        return in_bytes(data, draw)
    changed, at = bytearray(data), draw.choice(starts)
    offset, form = draw.choice(
        ((8, "<H"), (10, "<H"), (16, "<I"), (20, "<I"), (24, "<I"), (28, "<H"), (30, "<H"), (42, "<I"))
    )
    if at + offset + 4 <= len(changed):
        value = draw.choice((0, 1, 8, 93, 0xFFFF, 0xFFFFFFFF, draw.randrange(1 << 32), len(data))) & (
            0xFFFF if form == "<H" else 0xFFFFFFFF
        )
        struct.pack_into(form, changed, at + offset, value)
    return bytes(changed)


def in_container(data: bytes, draw: Draw) -> bytes:
    """A number in the header, the sector table or the directory of a compound file."""
    changed = bytearray(data)
    at = draw.choice((draw.randrange(24, 80), draw.randrange(512, 1536))) & ~1
    if at + 4 <= len(changed):
        struct.pack_into(
            "<I", changed, at, draw.choice((0, 1, 2, 9, 0xFFFF, 0xFFFFFFFE, 0xFFFFFFFF, draw.randrange(40)))
        )
    return bytes(changed)


def in_records(data: bytes, draw: Draw) -> bytes:
    """The records of a good xls, damaged, in a sound container."""
    stream, places, at = xls_stream(), [], 0
    while at + 4 <= len(stream):
        places.append(at)
        at += 4 + struct.unpack_from("<H", stream, at + 2)[0]
    changed = bytearray(stream)
    for _n in range(draw.randint(1, 5)):
        at = draw.choice(places)
        size = struct.unpack_from("<H", stream, at + 2)[0]
        way = draw.randrange(4)
        if way == 0:
            struct.pack_into(
                "<H",
                changed,
                at,
                draw.choice(
                    (0x06, 0x0A, 0x3C, 0x85, 0xBD, 0xE0, 0xE5, 0xFC, 0xFD, 0x200, 0x203, 0x205, 0x207, 0x41E, 0x809)
                ),
            )
        elif way == 1:
            struct.pack_into("<H", changed, at + 2, draw.choice((0, 1, size + 1, max(0, size - 1), 0xFFFF)))
        elif size:
            spot = at + 4 + draw.randrange(size)
            changed[spot : spot + 2] = draw.choice((b"\xff\xff", b"\x00\x00", draw.randbytes(2)))
    return ole(bytes(changed))
