"""A browser that judges every page it fetches: well-formed, one h1, labelled, no duplicate id, wholly Chinese."""

import re
from typing import Any
from xml.etree.ElementTree import Element

from html5lib.html5parser import HTMLParser
from html5lib.treebuilders import getTreeBuilder
from starlette.testclient import TestClient

LATIN = re.compile(r"[A-Za-z]{2,}(?:[ ,.'’-]+[A-Za-z]{2,})+")
CODE = re.compile(r"\b[0-9A-F]{4}(?:-[0-9A-F]{4}){3}\b")  # a check code, on paper amid a sentence
NOT_SAID = {"script", "style", "pre", "code", "svg", "textarea"}
UNLABELLED = {"hidden", "submit", "button"}


class JudgingClient(TestClient):
    judge_language = True

    def request(self, *args: Any, **more: Any) -> Any:
        response = super().request(*args, **more)
        sent = response.request
        html = response.headers.get("content-type", "").startswith("text/html")
        if html and not response.is_redirect and sent.method != "HEAD":
            whole = "hx-request" not in sent.headers or "hx-boosted" in sent.headers
            lang = "en" if response.url.path.split("/")[1:2] == ["en"] else "zh_CN"
            judge(response.text, whole=whole, lang=lang if self.judge_language else "en", where=str(response.url))
        return response

    def submit(
        self, path: str, data: dict[str, Any] | None = None, *, form: int | str | None = None, **more: Any
    ) -> Any:
        """Fetch a page, fill in one of its forms (by number or by its action), and send it as a browser would."""
        page = self.get(path)
        forms = [f for f in document(page.text).iter("form") if f.get("method") == "post"]
        if isinstance(form, str):
            forms = [f for f in forms if form in (f.get("action") or "")]
            form = 0
        chosen = forms[form or 0]
        fields = {i.get("name"): i.get("value") or "" for i in chosen.iter("input") if i.get("type") == "hidden"}
        return self.post(chosen.get("action") or path, data={**fields, **(data or {})}, **more)


def document(text: str) -> Element:
    parser = HTMLParser(tree=getTreeBuilder("etree"), namespaceHTMLElements=False)
    root: Element = parser.parse(text)
    return root


def judge(text: str, *, whole: bool, lang: str, where: str) -> None:
    parser = HTMLParser(tree=getTreeBuilder("etree"), namespaceHTMLElements=False)
    root = parser.parse(text) if whole else parser.parseFragment(text)
    faults = [f"{code} {data}" for _place, code, data in parser.errors]
    assert not faults, f"{where}: not valid HTML: {faults[:5]}"
    elements = [e for e in root.iter() if isinstance(e.tag, str)]
    ids = [e.get("id") for e in elements if e.get("id")]
    assert len(ids) == len(set(ids)), f"{where}: duplicate ids {sorted(i for i in ids if ids.count(i) > 1)}"
    assert not [e.tag for e in elements if e.get("style")], f"{where}: inline style"
    for form in (e for e in elements if e.tag == "form"):
        assert form.get("method") in ("get", "post"), f"{where}: a form without a method"
        assert form.get("action"), f"{where}: a form without an action"
        if [i for i in form.iter("input") if i.get("type") == "file"]:
            assert form.get("enctype") == "multipart/form-data", f"{where}: a form that forgets its files"
    labels = {e.get("for") for e in elements if e.tag == "label"}
    inside = {id(i) for e in elements if e.tag == "label" for i in e.iter()}
    for field in (e for e in elements if e.tag in ("input", "select", "textarea")):
        labelled = (
            field.get("id") in labels or id(field) in inside or field.get("aria-label") or field.get("aria-labelledby")
        )
        assert labelled or field.get("type") in UNLABELLED, f"{where}: field {field.get('name')} has no label"
    for image in (e for e in elements if e.tag == "img"):
        assert image.get("alt") is not None, f"{where}: a picture without words"
    if whole:
        assert len([e for e in elements if e.tag == "h1"]) == 1, f"{where}: not one h1"
        title = next((e for e in elements if e.tag == "title"), None)
        assert title is not None, f"{where}: no title"
        assert (title.text or "").strip(), f"{where}: empty title"
        html = next(e for e in elements if e.tag == "html")
        assert html.get("lang") == ("en" if lang == "en" else "zh-CN") or lang == "en", f"{where}: lang"
    if lang == "zh_CN":
        english = [words for words in said(root) if LATIN.search(CODE.sub("", words.replace("CSV UTF-8", "")))]
        assert not english, f"{where}: not in Chinese: {english[:5]}"


def said(element: Any) -> list[str]:
    """Every run of text a person may read, but for code and what is marked as another language."""
    if not isinstance(element.tag, str) and element.tag is not None and not hasattr(element, "iter"):
        return []
    if isinstance(element.tag, str) and (element.tag in NOT_SAID or (element.get("lang") or "zh-CN") == "en"):
        return []
    found = [element.text.strip()] if isinstance(element.tag, str) and element.text and element.text.strip() else []
    for child in element:
        if isinstance(child.tag, str):
            found += said(child)
        if child.tail and child.tail.strip():
            found.append(child.tail.strip())
    return found
