"""How the body of an answer is packed for its way: chosen by Accept-Encoding (RFC 9110, 12.5.3)."""

import gzip
import re
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from types import MappingProxyType

import brotli
import zstandard

SMALL = 1400  # bytes: it goes in one packet, packed or not

# Levels at which a page of 15 KB costs about as much as it takes to look it up; higher ones win few bytes more.
PACK: Mapping[str, Callable[[bytes], bytes]] = MappingProxyType(
    {
        "br": partial(brotli.compress, mode=brotli.MODE_TEXT, quality=4),
        "zstd": lambda body: zstandard.ZstdCompressor(level=6).compress(body),
        "gzip": partial(gzip.compress, compresslevel=6, mtime=0),
    }
)
UNPACK: Mapping[str, Callable[[bytes], bytes]] = MappingProxyType(
    {
        "br": brotli.decompress,
        "zstd": lambda body: zstandard.ZstdDecompressor().decompress(body),
        "gzip": gzip.decompress,
    }
)
IDENTITY = "identity"
_WISH = re.compile(r"([a-z*-]+)\s*(?:;\s*q=([01](?:\.[0-9]{0,3})?)\s*)?", re.ASCII)


@lru_cache(maxsize=256)
def chosen(accepted: str) -> str:
    """The encoding that is wished for most; of those wished for alike, the shortest."""
    wishes: dict[str, int] = {}
    for wish in accepted[:400].lower().split(","):
        if said := _WISH.fullmatch(wish.strip()):
            wishes[said[1]] = _thousandths(said[2])
    rest = wishes.get("*", 0)
    wishes.setdefault(IDENTITY, 1 if rest == 0 else rest)  # always allowed, and asked for last
    weighed = {name: wishes.get(name, rest) for name in (*PACK, IDENTITY)}
    return max(weighed, key=lambda name: weighed[name])


def _thousandths(q: str | None) -> int:
    return int(q.replace(".", "").ljust(4, "0")) if q else 1000
