"""Every sentence has its Chinese, none is stale, and the Chinese is written as Chinese."""

import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from council.kit.catalog import extract
from council.kit.words import CATALOG, DEFAULT, translations

HALF_WIDTH = re.compile(r"[\u4e00-\u9fa5][,:;?!()]|[,;?!()][\u4e00-\u9fa5]")
FACT = re.compile(r"%\((\w+)\)s")


def catalog() -> Catalog:
    with CATALOG.open("rb") as file:
        return read_po(file)


def keys(messages: Catalog) -> set[str]:
    return {m.id[0] if isinstance(m.id, tuple | list) else m.id for m in messages if m.id}


def said(messages: Catalog) -> dict[str, str]:
    def one(thing: object) -> str:
        return thing[0] if isinstance(thing, tuple | list) else str(thing)

    return {one(m.id): one(m.string) for m in messages if m.id}


def test_every_sentence_has_its_chinese() -> None:
    chinese = said(catalog())
    assert not [key for key in keys(extract()) if not chinese.get(key)]


def test_the_compiled_catalog_is_the_written_one() -> None:
    """A server reads the compiled one, as gettext does."""
    compiled = translations(DEFAULT)
    wrong = [key for key, chinese in said(catalog()).items() if compiled.gettext(key) != chinese]
    assert not wrong, "run: python -m council words"


def test_no_sentence_is_stale() -> None:
    assert keys(catalog()) == keys(extract())


def test_chinese_keeps_every_fact() -> None:
    wrong = {k: v for k, v in said(catalog()).items() if set(FACT.findall(v)) - set(FACT.findall(k))}
    assert not wrong, "the Chinese names a fact that the sentence does not have"


def test_chinese_is_written_with_full_width_signs() -> None:
    assert not {k: v for k, v in said(catalog()).items() if HALF_WIDTH.search(FACT.sub("", v))}


def test_chinese_stands_nowhere_but_in_the_catalog_and_the_charters() -> None:
    """A template holds English keys only; but for names of the two languages."""
    templates = Path(__file__).parent.parent / "templates"
    wrong = [
        f"{path.name}:{number}"
        for path in templates.rglob("*.html")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if re.search(r"[\u4e00-\u9fa5]", line) and 'lang="zh-CN"' not in line and "{#" not in line
    ]
    assert not wrong
