"""Ids are made by the application: UUIDv7 (RFC 9562), so rows lie in the order of their making."""

import os
import time
from uuid import UUID


def new_id() -> UUID:
    """48 bits of milliseconds, then 74 random bits."""
    return id_of(time.time_ns() // 1_000_000, int.from_bytes(os.urandom(10), "big"))


def id_of(milliseconds: int, random: int) -> UUID:
    """The id made at that moment from 80 random bits, of which six give way to version and variant."""
    value = (milliseconds & (1 << 48) - 1) << 80 | random
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return UUID(int=value)
