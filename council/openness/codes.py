"""The code with which someone without an account follows their objection. It is made from the sending itself, so that
the same form sent twice shows the same code, and nothing of it needs to be kept but a hash."""

import hashlib
from uuid import UUID

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0", "-": None, " ": None, "\u3000": None})
LENGTH = 8  # signs, forty bits


def code_of(event: str) -> str:
    """The code of what was filed under this event: K3M97XQ2. Whoever does not have the form cannot tell it."""
    number = int.from_bytes(hashlib.sha256(f"council-objection-1:{event}".encode()).digest()[:5])
    return "".join(SIGNS[number >> 5 * place & 31] for place in reversed(range(LENGTH)))


def shown(code: str) -> str:
    """As it is read: K3M9-7XQ2."""
    return f"{code[:4]}-{code[4:]}"


def hash_of(community: UUID, code: str) -> str:
    """What is kept of a code, whatever way it was typed."""
    return hashlib.sha256(f"{community}:{code.upper().translate(READ_AS)}".encode()).hexdigest()
