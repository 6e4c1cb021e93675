"""A stacked bar as a small PNG, for formats that can't draw one."""

import struct
import zlib
from collections.abc import Iterable

WIDTH, HEIGHT, GAP = 1200, 36, 4
"""Pixels: sharp at the width of a page."""
WHITE = b"\xff\xff\xff"


def strip_png(parts: Iterable[tuple[int | None, str]]) -> bytes:
    """The picture of parts beside each other, each a share in per cent and a colour (`#rrggbb`); a share that may not be told is left white."""
    line = b"".join(_part(share or 0, colour) for share, colour in parts if share)
    row = b"\x00" + (line + WHITE * WIDTH)[: WIDTH * len(WHITE)]
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(row * HEIGHT)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, content) for name, content in chunks)


def _part(share: int, colour: str) -> bytes:
    pixels = max(share * WIDTH // 100 - GAP, GAP)
    return bytes.fromhex(colour[1:]) * pixels + WHITE * GAP


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
