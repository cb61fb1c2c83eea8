"""What a command says: Chinese, and English below it where the terminal is not set to Chinese."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError

from council.kit.datadir import InUse
from council.kit.lane import NotDone, Unsure
from council.kit.words import gettext, said
from council.rules.refusal import N_, Refusal

DONE, REFUSED, CANNOT = 0, 1, 2
WRONG = REFUSED
NOT_WRITTEN = N_("The database could not be written to, so nothing was done. Please try again in a minute.")
NOT_KNOWN = N_("Whether this was done cannot be told now. Please look before you do it again.")


class Cannot(Exception):
    """What is asked cannot be done or told at all: exit code 2."""

    def __init__(self, reason: Refusal):
        super().__init__(str(reason))
        self.reason = reason


def languages() -> tuple[str, ...]:
    """Chinese first; English too, unless the environment asks for Chinese."""
    asked = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return ("zh_CN",) if asked.lower().startswith("zh") else ("zh_CN", "en")


def tell(sentence: str, /, **facts: object) -> None:
    for lang in languages():
        print(gettext(lang, sentence, **facts))


def tell_refusal(refusal: Refusal) -> None:
    for lang in languages():
        print(said(lang, refusal), file=sys.stderr)


@contextmanager
def plainly() -> Iterator[None]:
    """A "no" is said in a sentence: refused is 1; what cannot be done or told at all is 2."""
    try:
        yield
    except Refusal as refusal:
        tell_refusal(refusal)
        raise typer.Exit(REFUSED) from None
    except Cannot as cannot:
        tell_refusal(cannot.reason)
        raise typer.Exit(CANNOT) from None
    except InUse as in_use:
        print(in_use, file=sys.stderr)
        raise typer.Exit(CANNOT) from None
    except ValidationError as error:
        faults = "; ".join(f"COUNCIL_{str(e['loc'][0]).upper()}: {e['msg']}" for e in error.errors())
        tell_refusal(Refusal("A setting cannot be read. %(faults)s", faults=faults))
        raise typer.Exit(CANNOT) from None
    except (NotDone, Unsure) as unknown:
        tell_refusal(Refusal(NOT_WRITTEN if isinstance(unknown, NotDone) else NOT_KNOWN))
        raise typer.Exit(CANNOT) from None
    except DBAPIError as error:
        reason = str(error.orig).strip().splitlines()[0]
        tell_refusal(Refusal("The database cannot be used: %(reason)s", reason=reason))
        raise typer.Exit(CANNOT) from None


def need_no_file(path: Path) -> None:
    """Nothing is ever written over a file that stands."""
    if path.exists():
        raise Refusal("%(file)s stands already. Choose another name; nothing is written over.", file=path)
