"""Gathers every sentence from code and templates into the catalog, and tells which has no Chinese yet."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from council.kit.templating import shelf
from council.kit.words import CATALOG, COMPILED, DEFAULT

KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None, "gettext": None, "ngettext": (1, 2), "N_": None, "Refusal": None, "fault": None, "say": None,
}  # fmt: skip
CODE = Path(__file__).parent.parent


def extract() -> Catalog:
    """Every sentence a person may be shown, with where it stands."""
    catalog = Catalog(locale=DEFAULT, project="Council", fuzzy=False, charset="utf-8")
    methods = {CODE: ("**.py", "python"), shelf("templates"): ("**.html", "jinja2")}
    for folder, (pattern, method) in methods.items():
        options = {pattern: {"newstyle_gettext": "true", "trimmed": "true"}}
        found = extract_from_dir(
            folder,
            [(pattern, method)],
            options_map=options,
            keywords=KEYWORDS,
            comment_tags=(),
            strip_comment_tags=True,
        )
        for name, _line, message, _comments, context in sorted(found, key=lambda each: (each[0], each[1])):
            if message and message != "":
                catalog.add(message, None, [(f"{folder.name}/{name}", 0)], context=context)
    return catalog


def write(catalog: Catalog, given: Mapping[str, str]) -> list[str]:
    """Write the Chinese catalog, and compile it, with what stands and what is given; answer the sentences without
    Chinese."""
    standing = read_po(BytesIO(CATALOG.read_bytes()), locale=DEFAULT) if CATALOG.exists() else Catalog()
    missing: list[str] = []
    for message in catalog:
        if not message.id:
            continue
        key = message.id[0] if isinstance(message.id, tuple | list) else message.id
        old = standing.get(key)
        said = given.get(key) or (old and (old.string[0] if isinstance(old.string, tuple | list) else old.string))
        if not said:
            missing.append(key)
        message.string = (said or "",) if isinstance(message.id, tuple | list) else said or ""
    CATALOG.parent.mkdir(parents=True, exist_ok=True)
    with CATALOG.open("wb") as file:
        write_po(file, catalog, width=110, sort_output=True, omit_header=False, ignore_obsolete=True)
    with COMPILED.open("wb") as file:  # so that no server has to load what reads the other
        write_mo(file, catalog)
    return missing
