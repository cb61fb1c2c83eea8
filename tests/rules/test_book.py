"""Canonical JSON, leaves, the Merkle tree and seals."""

import json
from hashlib import sha256
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.rules.book import (
    EMPTY_ROOT,
    LARGEST,
    Frontier,
    canonical,
    check_code,
    leaf,
    parse,
    root_of,
    seal,
)

# The eight leaves and nine roots that certificate-transparency implementations share (RFC 9162 section 2.1).
LEAVES = [
    bytes.fromhex(text)
    for text in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


@pytest.mark.parametrize("size", range(9))
def test_the_tree_gives_the_published_roots(size: int) -> None:
    assert root_of(leaf(entry) for entry in LEAVES[:size]).hex() == ROOTS[size]


def test_an_empty_book_has_the_empty_root() -> None:
    assert Frontier().root == EMPTY_ROOT == bytes.fromhex(ROOTS[0])


def recursive_root(leaves: list[bytes]) -> bytes:
    """RFC 9162 section 2.1.1, word for word."""
    if len(leaves) < 2:
        return leaves[0] if leaves else sha256().digest()
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return sha256(b"\x01" + recursive_root(leaves[:k]) + recursive_root(leaves[k:])).digest()


@given(st.lists(st.binary(max_size=8), max_size=70))
def test_appending_agrees_with_the_definition(entries: list[bytes]) -> None:
    leaves = [leaf(entry) for entry in entries]
    assert root_of(leaves) == recursive_root(leaves)


@given(st.lists(st.binary(max_size=8), max_size=40))
def test_a_kept_frontier_goes_on_where_it_stopped(entries: list[bytes]) -> None:
    tree = Frontier()
    for entry in entries:
        tree = Frontier.from_bytes(tree.to_bytes()).append(leaf(entry))
    assert tree.size == len(entries)
    assert tree.root == root_of(map(leaf, entries))


@pytest.mark.parametrize("kept", [b"", bytes(7), bytes(8) + b"x", (1).to_bytes(8, "big"), bytes(40)])
def test_a_damaged_frontier_is_refused(kept: bytes) -> None:
    with pytest.raises(ValueError, match="frontier"):
        Frontier.from_bytes(kept)


def test_a_leaf_that_is_no_hash_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Frontier().append(b"short")


text = st.text(st.characters(exclude_categories=["Cs"]))
numbers = st.integers(-LARGEST, LARGEST)
values = st.recursive(
    st.none() | st.booleans() | numbers | text,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(text.map(lambda t: normalize("NFC", t)), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(values)
def test_what_is_written_is_read_back_and_written_alike(value: object) -> None:
    written = canonical(value)
    assert canonical(parse(written)) == written
    assert json.loads(written) == parse(written)


def test_text_is_brought_to_one_form() -> None:
    assert canonical("e\u0301") == canonical("é") == b'"\xc3\xa9"'


def test_keys_are_sorted_by_their_utf_16_units() -> None:
    """The example of RFC 8785 section 3.2.3, less the Hebrew letter, which NFC takes apart."""
    keys = ["€", "\r", "1", "\U0001f600", "\x80", "ö"]
    written = canonical(dict.fromkeys(keys, 0)).decode()
    assert written == '{"\\r":0,"1":0,"\x80":0,"ö":0,"€":0,"😀":0}'
    assert canonical({"\ufb13": 0, "😀": 0}) != b""
    assert list(json.loads(canonical({"\uffe6": 1, "😀": 2}))) == ["😀", "\uffe6"]


def test_control_signs_are_escaped_as_rfc_8785_says() -> None:
    assert canonical('\u20ac$\u000f\nA\'B"\\\\"/\b\t\f\r\x7f') == (
        '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/\\b\\t\\f\\r\x7f"'.encode()
    )


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        2**53,
        -(2**53),
        b"bytes",
        {1: "a"},
        {"é": 1, "e\u0301": 2},
        "\ud800",
        {"\ud800": 1},
        [{"a": {2, 3}}],
    ],
)
def test_what_the_book_does_not_hold_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        canonical(value)


@pytest.mark.parametrize(
    "entry",
    [
        b'{"a":1,"a":1}', b'{"a": 1}', b'{"b":1,"a":1}', b"1.0", b"1e3", b"NaN", b"-0",
        b"9007199254740992", b'"e\xcc\x81"',
        b'"\\u00e9"', b"", b"{", b'"\xff"', b"[" * 100_000, b'"\\ud800"', b"\xef\xbb\xbf1", b"9" * 5000,
    ],
)  # fmt: skip
def test_another_spelling_is_refused(entry: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse(entry)


def test_a_seal_is_the_hash_of_what_it_names() -> None:
    salt = "ab" * 32
    by_hand = sha256(f'["council-seal-1","willow",7,"reason","{salt}","王"]'.encode()).hexdigest()
    assert seal("willow", 7, "reason", salt, "王") == by_hand


@given(numbers.filter(lambda n: n >= 0), text, values)
def test_another_place_or_salt_is_another_seal(seq: int, field: str, value: object) -> None:
    first = seal("willow", seq, field, "00" * 32, value)
    assert first != seal("willow", seq, field, "01" * 32, value)
    assert first != seal("pine", seq, field, "00" * 32, value)
    assert first == seal("willow", seq, field, "00" * 32, value)


def test_the_check_code_is_sixteen_digits_in_fours() -> None:
    assert check_code(bytes.fromhex("7f3a91c2e05b48d6" + "00" * 24)) == "7F3A-91C2-E05B-48D6"
