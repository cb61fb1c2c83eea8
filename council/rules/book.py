"""The form of the public book: canonical JSON, leaves, seals and the Merkle tree over the entries."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, NoReturn
from unicodedata import normalize

LARGEST = 2**53 - 1  # I-JSON (RFC 7493): beyond it readers disagree about the number
EMPTY_ROOT = sha256(b"").digest()


def canonical(value: object) -> bytes:
    """The one way to write `value` (RFC 8785 for our subset: no floats, text brought to NFC).

    Refused with a ValueError: a number beyond ±(2^53 − 1), a lone surrogate, two keys alike after NFC,
    and any type but None, bool, int, str, list, tuple and dict with text keys.
    """
    return _write(_ordered(value)).encode()


_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _ordered(value: object) -> object:
    if isinstance(value, str):
        return normalize("NFC", value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return _within(value)
    if isinstance(value, (list, tuple)):
        return [_ordered(item) for item in value]
    if isinstance(value, dict):
        return _ordered_object(value)
    raise ValueError(f"the book does not hold a {type(value).__name__}")


def _within(number: int) -> int:
    if abs(number) > LARGEST:
        raise ValueError("a number beyond ±(2^53 − 1)")
    return number


def _ordered_object(value: dict[Any, Any]) -> dict[str, object]:
    found = {_key(key): _ordered(item) for key, item in value.items()}
    if len(found) < len(value):
        raise ValueError("a key stands twice")
    order = sorted(found) if "".join(found).isascii() else sorted(found, key=lambda key: key.encode("utf-16-be"))
    return {key: found[key] for key in order}


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise ValueError("a key that is not text")
    return normalize("NFC", key)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def parse(entry: bytes) -> Any:
    """Read what `canonical` wrote; any other spelling is a ValueError: a duplicate key, a float, a space."""
    try:
        value = json.loads(entry.decode(), object_pairs_hook=_unique, parse_float=_no_float, parse_constant=_no_float)
        same = canonical(value) == entry
    except RecursionError:
        raise ValueError("nested too deep") from None
    if not same:
        raise ValueError("not written in the canonical form")
    return value


def _no_float(text: str) -> NoReturn:
    raise ValueError(f"the book holds integers only, not {text}")


def seal(community: str, seq: int, field: str, salt_hex: str, value: object) -> str:
    """The hash that stands in the entry for a name or a free text; salt: 32 random bytes in hex."""
    return sha256(canonical(["council-seal-1", community, seq, field, salt_hex, value])).hexdigest()


def leaf(entry: bytes) -> bytes:
    """The hash of an entry in the tree (RFC 9162 section 2.1.1)."""
    return sha256(b"\x00" + entry).digest()


def check_code(leaf_hash: bytes) -> str:
    """The code on receipts, notices and pages: the first 16 hex digits of the leaf, in fours."""
    digits = leaf_hash.hex()[:16].upper()
    return "-".join(digits[at : at + 4] for at in range(0, 16, 4))


@dataclass(frozen=True, slots=True)
class Frontier:
    """The Merkle tree of RFC 9162 as far as appending needs it: its full subtrees, largest first."""

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def append(self, leaf_hash: bytes) -> "Frontier":
        """The tree with one more leaf."""
        if len(leaf_hash) != 32:
            raise ValueError("a leaf is 32 bytes")
        peaks, node, size = list(self.peaks), leaf_hash, self.size
        while size & 1:
            node = _parent(peaks.pop(), node)
            size >>= 1
        return Frontier(self.size + 1, (*peaks, node))

    @property
    def root(self) -> bytes:
        """The root hash (RFC 9162 section 2.1.1)."""
        if not self.peaks:
            return EMPTY_ROOT
        *larger, root = self.peaks
        for peak in reversed(larger):
            root = _parent(peak, root)
        return root

    def to_bytes(self) -> bytes:
        """Size in eight bytes, then the peaks."""
        return self.size.to_bytes(8, "big") + b"".join(self.peaks)

    @classmethod
    def from_bytes(cls, kept: bytes) -> "Frontier":
        """The frontier that `to_bytes` kept; a ValueError if its length does not fit its size."""
        size = int.from_bytes(kept[:8], "big")
        if len(kept) != 8 + 32 * size.bit_count():
            raise ValueError("the kept frontier does not fit its size")
        return cls(size, tuple(kept[at : at + 32] for at in range(8, len(kept), 32)))


def _parent(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root over all leaf hashes, in order."""
    tree = Frontier()
    for leaf_hash in leaves:
        tree = tree.append(leaf_hash)
    return tree.root
