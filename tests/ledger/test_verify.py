"""Whoever changes, drops, moves or adds anything in an export is found out."""

import random
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest

from council.ledger.book import Book, Kept
from council.ledger.export import ENTRIES, HEAD, LEAVES, OPENINGS, README, VERIFIED
from council.ledger.reading import Unreadable, Wrong, read_export
from council.ledger.verify import Fault, check
from council.rules.book import canonical, leaf, parse, root_of
from tests.ledger.sample import NEVER_OPENED, book, packed, repacked, unpacked


def faults_of(path: Path) -> tuple[Fault, ...]:
    try:
        return check(read_export(path), NEVER_OPENED).faults
    except Wrong as wrong:
        return (wrong.fault,)


def found_out(files: dict[str, bytes], folder: Path) -> bool:
    try:
        return bool(faults_of(repacked(files, folder / "changed.zip")))
    except Unreadable:
        return True


@pytest.fixture
def files() -> dict[str, bytes]:
    return unpacked(packed(book()))


def test_an_export_is_right_and_reads_back_as_the_book_it_was(tmp_path: Path) -> None:
    path = tmp_path / "right.zip"
    path.write_bytes(packed(book()))
    assert read_export(path) == book()
    checked = check(read_export(path), NEVER_OPENED)
    assert not checked.faults
    assert [entry.seq for entry in checked.entries] == list(range(1, 13))
    assert checked.entries[0].opened == {"title": "装 12 盏路灯", "what": "第 1 盏"}
    assert checked.entries[1].opened == {}


def test_the_same_book_gives_the_same_bytes() -> None:
    assert packed(book()) == packed(book())


def test_an_empty_book_is_right() -> None:
    empty = Book(replace(book().head, size=0, root=root_of([]).hex()), (), ())
    assert not check(empty, NEVER_OPENED).faults


def test_any_changed_byte_is_found(files: dict[str, bytes], tmp_path: Path) -> None:
    chance = random.Random(20261121)
    for name in VERIFIED:
        for _ in range(150):
            content = bytearray(files[name])
            at = chance.randrange(len(content))
            content[at] ^= 1 << chance.randrange(8)
            assert found_out({**files, name: bytes(content)}, tmp_path), (name, at)


def test_any_dropped_or_added_byte_is_found(files: dict[str, bytes], tmp_path: Path) -> None:
    chance = random.Random(7)
    for name in VERIFIED:
        for _ in range(40):
            at = chance.randrange(len(files[name]))
            dropped = files[name][:at] + files[name][at + 1 :]
            added = files[name][:at] + bytes([chance.randrange(32, 127)]) + files[name][at:]
            assert found_out({**files, name: dropped}, tmp_path), (name, at)
            assert found_out({**files, name: added}, tmp_path), (name, at)


@pytest.mark.parametrize("name", [ENTRIES, OPENINGS, LEAVES])
def test_lines_dropped_doubled_or_moved_are_found(files: dict[str, bytes], name: str, tmp_path: Path) -> None:
    lines = files[name].splitlines(keepends=True)
    for at in range(len(lines)):
        without = [*lines[:at], *lines[at + 1 :]]
        for changed in (without, [*lines, lines[at]], [lines[at], *without], [*without, lines[at]]):
            if changed != lines:
                assert found_out({**files, name: b"".join(changed)}, tmp_path), (name, at)


def test_every_field_changed_with_its_hashes_made_to_fit_is_found_by_the_head(
    files: dict[str, bytes], tmp_path: Path
) -> None:
    bodies = files[ENTRIES].splitlines()
    for at, body in enumerate(bodies):
        for part in parse(body):
            entry = parse(body)
            entry[part] = {"v": 2, "facts": {"seat": 99}}.get(part, "x")
            forged = [*bodies[:at], canonical(entry), *bodies[at + 1 :]]
            again = Book(book().head, tuple(Kept(one, leaf(one)) for one in forged), book().openings)
            assert found_out(unpacked(packed(again)), tmp_path), (at, part)


def test_the_entry_that_was_changed_is_named(files: dict[str, bytes], tmp_path: Path) -> None:
    changed = files[ENTRIES].replace(b"seat:yishihui/8", b"seat:yishihui/9")
    assert changed != files[ENTRIES]
    faults = faults_of(repacked({**files, ENTRIES: changed}, tmp_path / "x.zip"))
    assert faults[0].entry == 7


def test_a_name_or_text_that_is_changed_or_hidden_is_named(tmp_path: Path) -> None:
    one = book()
    swapped = replace(one, openings=(replace(one.openings[0], value="装 13 盏路灯"), *one.openings[1:]))
    hidden = replace(one, openings=one.openings[1:])
    for wrong in (swapped, hidden):
        assert [fault.entry for fault in check(wrong, NEVER_OPENED).faults] == [1]


def test_a_book_that_goes_back_in_time_is_found() -> None:
    entries = [parse(kept.body) for kept in book().kept]
    entries[5]["t"], entries[6]["t"] = entries[6]["t"], entries[5]["t"]
    bodies = [canonical(entry) for entry in entries]
    head = replace(book().head, root=root_of(map(leaf, bodies)).hex())
    faults = check(Book(head, tuple(Kept(b, leaf(b)) for b in bodies), book().openings), NEVER_OPENED).faults
    assert [fault.entry for fault in faults] == [7]


def test_a_duplicate_key_does_not_pass() -> None:
    body = book().kept[2].body
    twice = b'{"act":"vote.close",' + body[1:]
    kept = list(book().kept)
    kept[2] = Kept(twice, leaf(twice))
    head = replace(book().head, root=root_of(one.leaf for one in kept).hex())
    assert check(replace(book(), head=head, kept=tuple(kept)), NEVER_OPENED).faults[0].entry == 3


# ── hostile archives: nothing can be said about them, and nothing is done with them ──


def unreadable(path: Path) -> bool:
    with pytest.raises(Unreadable):
        read_export(path)
    return True


def test_a_file_that_is_missing_or_no_archive_is_unreadable(tmp_path: Path) -> None:
    assert unreadable(tmp_path / "nothing.zip")
    assert unreadable(tmp_path)
    (tmp_path / "text.zip").write_text("no archive")
    assert unreadable(tmp_path / "text.zip")
    (tmp_path / "half.zip").write_bytes(packed(book())[:900])
    assert unreadable(tmp_path / "half.zip")


@pytest.mark.parametrize("name", ["../entries.jsonl", "/etc/passwd", "entries.jsonl/", "Entries.jsonl", "more.txt"])
def test_an_archive_with_another_name_is_unreadable(files: dict[str, bytes], name: str, tmp_path: Path) -> None:
    assert unreadable(repacked({**files, name: b"x"}, tmp_path / "x.zip"))
    assert not list(tmp_path.parent.glob("entries.jsonl"))


@pytest.mark.parametrize("name", VERIFIED)
def test_an_archive_with_a_part_missing_is_unreadable(files: dict[str, bytes], name: str, tmp_path: Path) -> None:
    assert unreadable(repacked({n: c for n, c in files.items() if n != name}, tmp_path / "x.zip"))


def test_an_archive_without_its_instructions_is_still_checked(files: dict[str, bytes], tmp_path: Path) -> None:
    assert not faults_of(repacked({n: c for n, c in files.items() if n != README}, tmp_path / "x.zip"))


def test_a_part_that_is_there_twice_is_unreadable(files: dict[str, bytes], tmp_path: Path) -> None:
    path = repacked(files, tmp_path / "x.zip")
    with ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(ENTRIES, files[ENTRIES])
    assert unreadable(path)


def test_a_part_that_unpacks_to_far_too_much_is_not_read(files: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name in files:
            with archive.open(name, "w") as part:
                for _ in range(257 if name == ENTRIES else 1):
                    part.write(bytes(1 << 20) if name == ENTRIES else files[name])
    assert path.stat().st_size < 1 << 20
    assert unreadable(path)


def test_an_archive_packed_in_another_way_is_unreadable(files: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with ZipFile(path, "w", ZIP_BZIP2) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    assert unreadable(path)


def test_a_head_of_another_form_is_unreadable(files: dict[str, bytes], tmp_path: Path) -> None:
    for head in (
        b"",
        b"[]\n",
        b"{}\n",
        b'{"v":1}\n',
        b"[" * 2000,
        b'{"community":1,"root":"","size":1,"v":1}\n',
        b"\xff",
    ):
        assert unreadable(repacked({**files, HEAD: head}, tmp_path / "x.zip"))


def test_any_changed_byte_of_the_archive_itself_never_changes_what_is_read(tmp_path: Path) -> None:
    export, chance = packed(book()), random.Random(3)
    for _ in range(300):
        content = bytearray(export)
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        (tmp_path / "x.zip").write_bytes(content)
        with suppress(Unreadable, Wrong):
            assert read_export(tmp_path / "x.zip") == book()
