"""What one signs in with: the phone number, or the short name on the slip (柳桥-8)."""

import re
import unicodedata

_DASHES = re.compile("[‐‑‒–—―−﹣－_]")
_PHONE = re.compile(r"\+?\d{5,15}")
_CHINA = re.compile(r"(?:\+|00)?86(?=1\d{10}$)")


def short_name(label: str, number: int) -> str:
    """The name printed on a slip: 柳桥-8."""
    return f"{label}-{number}"


def sign_in_key(typed: str) -> str:
    """A sign-in name as it is kept: `柳桥－８`, `柳桥 8` and `柳桥8` are 柳桥-8; `+86 138 0013 8000` is 13800138000."""
    text = _DASHES.sub("-", re.sub(r"\s+", "", unicodedata.normalize("NFKC", typed))).casefold()
    number = re.sub(r"[-()]", "", text)
    if _PHONE.fullmatch(number):
        return _CHINA.sub("", number)
    if "-" not in text and (parts := re.fullmatch(r"(.*\D)(\d+)", text)):
        return f"{parts[1]}-{parts[2]}"
    return text


def slip_number(typed: str) -> int | None:
    """The 8 of `8`, `柳桥-8` or `柳桥8`."""
    found = re.search(r"(\d{1,6})$", unicodedata.normalize("NFKC", typed).strip())
    return int(found[1]) if found else None
