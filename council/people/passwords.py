"""Passwords (密码) and the codes of slips, as hashes. Only this module imports passlib; its distribution is libpass.

Argon2id at OWASP's minimum, and four at once: each takes 19 MiB and some fifty milliseconds of a processor.
"""

import asyncio
import unicodedata
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Annotated, ParamSpec, TypeVar

from passlib.context import CryptContext
from passlib.exc import UnknownHashError
from pydantic import AfterValidator, StringConstraints

from council.kit.forms import CORRECT_THIS, fault
from council.rules.refusal import N_, Refusal

P = ParamSpec("P")
T = TypeVar("T")

SHORTEST, LONGEST = 8, 128
SCHEME = CryptContext(
    schemes=["argon2"], argon2__type="ID", argon2__memory_cost=19456, argon2__time_cost=2, argon2__parallelism=1
)
# The hash of nothing anyone knows: a name that does not exist costs what a name that exists costs.
NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$PaeU0hpjTOl9T6l1jvE+5w$/5OPDRVeM4e0oVL1kmSzzC53+O0L8ml3RA2QkpgfKqo"
_FOUR = ThreadPoolExecutor(4, thread_name_prefix="hashing")

_COMMONEST = """
12345678 123456789 1234567890 0123456789 01234567 87654321 987654321 9876543210 123123123 12341234 12344321
11223344 1122334455 112233445566 123321123 147258369 789456123 159357456 1qaz2wsx 1q2w3e4r 1q2w3e4r5t q1w2e3r4
password password1 passw0rd qwertyui qwertyuiop qwerty123 asdfghjk asdfghjkl zxcvbnm1 abcd1234 abc12345
abc123456 a1234567 a12345678 a123456789 aa123456 aa12345678 qq123456 qq123456789 asd123456 zxc123456 wang1234
woaini520 woaini1314 woaini123 iloveyou 52013145 5201314520 13145200 1314520520 520520520 admin123 admin888
88888888a 12345678a 123456789a 1234qwer 123qweasd qazwsxedc 66668888 88886666 16888888 18181818 12121212
"""
COMMONEST = frozenset(_COMMONEST.split())


async def aside(fn: Callable[P, T], *args: P.args, **more: P.kwargs) -> T:
    """Hash away from the event loop and from the threads that draw pages, at most four at once."""
    return await asyncio.get_running_loop().run_in_executor(_FOUR, lambda: fn(*args, **more))


def hashed(secret: str) -> str:
    """A fresh Argon2id hash. Slow: never inside of a transaction."""
    return str(SCHEME.hash(secret))


def matches(secret: str, hash: str | None) -> bool:
    """Is this the secret? Where there is no hash, the same work is done for a no. Slow."""
    try:
        right = bool(SCHEME.verify(secret, hash or NOBODY))
    except UnknownHashError:  # an account that nobody can sign in to by a password
        right = bool(SCHEME.verify(secret, NOBODY))
    return right and hash is not None


def renewed(secret: str, hash: str) -> str | None:
    """A new hash where the old one was made with weaker settings than today's, else None."""
    return hashed(secret) if SCHEME.needs_update(hash) else None


def may_choose(password: str, own: Iterable[str] = ()) -> Refusal | None:
    """Refuse a password that others would try first: `own` are the person's name, phones and sign-in names."""
    if len(password) < SHORTEST:
        return Refusal("The password needs at least %(least)s characters.", least=SHORTEST)
    if len(set(password)) == 1:
        return Refusal("The password is one and the same sign throughout. Please choose another.")
    if password.casefold() in COMMONEST:
        return Refusal("This password is one of the first that anyone would try. Please choose another.")
    if _bare(password) in {_bare(word) for word in own if word}:
        return Refusal("The password must not be your phone number or your name. Please choose another.")
    return None


def _bare(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _typed(text: str) -> str:
    """Full-width letters and digits, as input methods leave them, are the same password."""
    text = unicodedata.normalize("NFKC", text)
    if any(unicodedata.category(sign) in ("Cc", "Cs", "Cn") or sign == "\ufffd" for sign in text):
        raise fault(N_("This holds signs that cannot be shown. Please type it again by hand."))
    if len(text) > LONGEST:
        raise fault(N_("At most %(most)s characters, please."), most=LONGEST)
    return text


Password = Annotated[str, StringConstraints(max_length=LONGEST), AfterValidator(_typed)]


def choose(password: str, again: str, own: Iterable[str] = (), *, field: str = "password") -> None:
    """Refuse a new password at its field of a form: too easy, or not typed the same twice."""
    if refusal := may_choose(password, own):
        raise marked(field, refusal)
    if password != again:
        raise marked("again", Refusal("The two passwords are not the same. Please type it once more."))


def marked(field: str, note: Refusal) -> Refusal:
    """A form's refusal with a note at one field."""
    return Refusal(CORRECT_THIS).with_notes(**{field: note})
