"""Papers that entries name: kept whole with everything else, shown to whom they are for, and verified."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zipfile import ZipFile

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from council.hall import evidence
from council.hall.verification import Verified, verify_export, verify_kept
from council.kit.act import Act
from council.kit.backup import write_backup
from council.kit.engines import writing_engine
from council.kit.pictures import Prepared, prepared
from council.kit.restore import restore
from council.ledger.acts import record
from council.ledger.book import book_in
from council.ledger.export import write_export
from council.ledger.papers import content_of, hashes_now, keep, paper_at, papers_of, public_papers, publish
from council.ledger.reading import Unreadable
from council.ledger.tables import Paper
from council.migrations import upgrade
from council.rules.refusal import Refusal
from council.tables import metadata
from tests.files import pdf, photograph, picture
from tests.village import Village

PHOTO, SHEET = prepared(photograph()), prepared(pdf())


def kept(village: Village, *papers: Prepared, public: bool = True) -> list[str]:
    def act(act: Act) -> list[str]:
        files = [keep(act, paper, public=public) for paper in papers]
        record(act, "note", actor="clerk:90", files=files)
        return files

    return village.do("clerk", act)


def verified(village: Village) -> Verified:
    return village.look(lambda db: verify_kept(db, village.id))


# ── keeping ──


def test_a_paper_is_kept_beside_the_entry_that_names_it(village: Village) -> None:
    files = kept(village, PHOTO, SHEET)
    assert village.last()["files"] == files == [PHOTO.sha256, SHEET.sha256]
    rows = village.read(papers_of, reversed(files))
    assert list(rows) == [SHEET.sha256, PHOTO.sha256], "in the order that was asked"
    photo = rows[PHOTO.sha256]
    assert (photo.kind, photo.size, photo.width, photo.height, photo.public) == (
        "picture", len(PHOTO.full), 200, 400, True,
    )  # fmt: skip
    assert photo.path == f"/papers/{PHOTO.sha256[:16]}.jpg"
    assert photo.thumb == f"/papers/{PHOTO.sha256[:16]}.thumb.jpg"
    assert rows[SHEET.sha256].path.endswith(".pdf")
    assert rows[SHEET.sha256].thumb is None
    assert village.read(content_of, PHOTO.sha256) == PHOTO.full
    assert village.read(content_of, PHOTO.sha256, "thumb") == PHOTO.thumb
    assert village.read(content_of, SHEET.sha256, "thumb") is None
    assert village.read(paper_at, PHOTO.sha256[:16]) == photo
    assert village.read(paper_at, "0" * 16) is None
    assert village.read(papers_of, []) == {}


def test_a_paper_named_twice_is_kept_once(village: Village) -> None:
    assert kept(village, PHOTO, PHOTO) == kept(village, PHOTO) * 2
    assert village.look(lambda db: db.value(select(func.count()).where(Paper.community_id == village.id))) == 1  # type: ignore[arg-type]
    assert not verified(village).faults


def test_an_act_that_is_refused_keeps_nothing(village: Village) -> None:
    def act(act: Act) -> None:
        keep(act, PHOTO, public=True)
        raise Refusal("Please fill this in.")

    with pytest.raises(Refusal):
        village.do("clerk", act)
    assert village.read(papers_of, [PHOTO.sha256]) == {}
    assert village.read(content_of, PHOTO.sha256) is None


def test_another_community_has_its_own(found: Callable[..., Village]) -> None:
    one, other = found(), found()
    kept(one, PHOTO)
    assert other.read(papers_of, [PHOTO.sha256]) == {}
    kept(other, PHOTO, public=False)
    assert one.read(papers_of, [PHOTO.sha256])[PHOTO.sha256].public
    assert not other.read(papers_of, [PHOTO.sha256])[PHOTO.sha256].public


def test_the_number_of_statements_does_not_grow_with_the_papers(village: Village) -> None:
    files = kept(village, *[prepared(picture(20 + n, 20)) for n in range(12)])
    asked: list[str] = []

    class Counted:
        def __init__(self, db: Any):
            self.db = db

        def execute(self, query: Any, values: Any) -> Any:
            asked.append(str(query))
            return self.db.execute(query, values)

    village.look(lambda db: papers_of(Counted(db), village.id, files))  # type: ignore[arg-type]
    assert len(asked) == 1


# ── serving ──


def test_a_public_paper_is_anyones_for_ever(village: Village) -> None:
    kept(village, PHOTO, SHEET)
    for paper, ending, kind, shown in (
        (PHOTO, "jpg", "image/jpeg", "inline"),
        (PHOTO, "thumb.jpg", "image/jpeg", "inline"),
        (SHEET, "pdf", "application/pdf", "attachment"),
    ):
        for lang in ("", "/en"):
            answer = village.client().get(f"{lang}{village.url}/papers/{paper.sha256[:16]}.{ending}")
            assert answer.status_code == 200
            assert answer.content == (paper.thumb if "thumb" in ending else paper.full)
            assert answer.headers["content-type"] == kind
            assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert answer.headers["content-security-policy"].startswith("default-src 'none'; sandbox")
            assert answer.headers["content-disposition"].startswith(f'{shown}; filename="liuqiao-')
            assert "set-cookie" not in answer.headers


def test_a_paper_that_is_not_public_is_for_the_clerk(village: Village) -> None:
    kept(village, PHOTO, public=False)
    path = f"{village.url}/papers/{PHOTO.sha256[:16]}"
    for who in (None, "stranger", 7, 13):
        for ending in ("jpg", "thumb.jpg"):
            assert village.client(who).get(f"{path}.{ending}").status_code == 404
    answer = village.client("clerk").get(f"{path}.jpg")
    assert (answer.status_code, answer.content) == (200, PHOTO.full)
    assert answer.headers["cache-control"] == "no-store"


def test_a_paper_that_is_not_public_is_for_the_supervisory_committee_too(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(village, PHOTO, public=False)
    supervising = SimpleNamespace(key=village.body, law=SimpleNamespace(kind="supervisory"))
    monkeypatch.setattr(evidence, "bodies_of", lambda db, community: [supervising])
    path = f"{village.url}/papers/{PHOTO.sha256[:16]}.jpg"
    assert village.client(7).get(path).status_code == 200
    for who in (None, "stranger"):
        assert village.client(who).get(path).status_code == 404


def test_the_clerk_of_another_community_does_not_see_it(found: Callable[..., Village]) -> None:
    one, other = found(), found()
    kept(one, PHOTO, public=False)
    assert other.client("clerk").get(f"{one.url}/papers/{PHOTO.sha256[:16]}.jpg").status_code == 404
    assert other.client("clerk").get(f"{other.url}/papers/{PHOTO.sha256[:16]}.jpg").status_code == 404


def test_published_later_it_is_anyones_from_then_on(village: Village) -> None:
    sha = kept(village, PHOTO, public=False)[0]

    def act(act: Act) -> None:
        publish(act, sha)
        record(act, "note", actor="clerk:90", files=[sha])

    village.do("clerk", act)
    village.do("clerk", act)
    assert village.client().get(f"{village.url}/papers/{sha[:16]}.jpg").status_code == 200
    kept(village, PHOTO, public=False)
    assert village.read(papers_of, [sha])[sha].public, "what was public stays so"


@pytest.mark.parametrize(
    "file", ["{16}.pdf", "{16}.thumb.pdf", "{16}", "{16}.JPG", "{15}.jpg", "{64}.jpg", "{16}.jpg.json", "{16}.png",
             "x.jpg", "{16}.thumb.thumb.jpg", "..%2f{16}.jpg", "{16}.jpg%00"]
)  # fmt: skip
def test_no_other_address_leads_to_it(village: Village, file: str) -> None:
    kept(village, PHOTO)
    sha = PHOTO.sha256
    name = file.replace("{16}", sha[:16]).replace("{15}", sha[:15]).replace("{64}", sha)
    assert village.client().get(f"{village.url}/papers/{name}").status_code == 404


# ── the wall, and verifying ──

ATTACKS = [
    "UPDATE paper SET sha256 = 'x'",
    "UPDATE paper SET size = 1",
    "UPDATE paper SET published_at = NULL",
    "UPDATE paper SET kind = 'pdf', published_at = kept_at",
    "DELETE FROM paper",
    "DELETE FROM paper_content",
    "UPDATE paper_content SET content = content",
    "UPDATE paper_content SET size = 'x'",
]


def test_the_database_refuses_to_change_a_paper(village: Village) -> None:
    kept(village, PHOTO)
    more = [f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}" for table in ("paper", "paper_content")]
    if not village.db.lite:
        more = ["TRUNCATE paper CASCADE", "TRUNCATE paper_content"]
    for attack in ATTACKS + more:
        with pytest.raises(DBAPIError):
            village.db.write_account_now(lambda db, attack=attack: db.execute(text(attack)))  # type: ignore[misc]
    assert not verified(village).faults


WHOLE = "WHERE size = 'full' AND sha256 = '{sha}'"
TAMPERED = {
    "changed": (f"UPDATE paper_content SET content = x'00' {WHOLE}", "is not the one"),
    "made a text": (f"UPDATE paper_content SET content = 'x' {WHOLE}", "is not the one"),
    "emptied": (f"DELETE FROM paper_content {WHOLE}", "is not the one"),
    "gone": (
        "DELETE FROM paper_content WHERE sha256 = '{sha}'; DELETE FROM paper WHERE sha256 = '{sha}'",
        "is not kept",
    ),
}


@pytest.mark.parametrize("how", TAMPERED)
def test_a_paper_changed_behind_the_acts_back_is_found(village: Village, how: str) -> None:
    if not village.db.lite:
        pytest.skip("the triggers are put aside in the file itself")
    sha = kept(village, PHOTO, SHEET)[0]
    seq = village.last()["seq"]
    for trigger in ("paper_stays_delete", "paper_content_stands_update", "paper_content_stands_delete"):
        village.db.write_account_now(lambda db, name=trigger: db.execute(text(f"DROP TRIGGER {name}")))  # type: ignore[misc]
    for statement in TAMPERED[how][0].format(sha=sha).split("; "):
        village.db.write_account_now(lambda db, do=statement: db.execute(text(do)))  # type: ignore[misc]
    (fault,) = verified(village).faults
    assert fault.entry == seq
    assert TAMPERED[how][1] in fault.reason.reason
    assert fault.reason.facts == {"code": sha[:16]}


def test_a_paper_that_no_entry_names_is_found(village: Village) -> None:
    village.do("clerk", lambda act: keep(act, PHOTO, public=False))
    (fault,) = verified(village).faults
    assert (fault.entry, fault.reason.reason) == (None, "No entry names the paper %(code)s.")


# ── export and backup ──


def exported(village: Village, path: Path) -> Path:
    def write(db: Any) -> None:
        book = book_in(db, village.id)
        assert book
        with path.open("xb") as file:
            write_export(book, file, public_papers(db, village.id))

    village.look(write)
    return path


def test_an_export_may_carry_the_public_papers(village: Village, tmp_path: Path) -> None:
    kept(village, PHOTO, SHEET)
    secret = prepared(picture())
    kept(village, secret, public=False)
    path = exported(village, tmp_path / "with.zip")
    with ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.startswith("papers/")]
        assert names == sorted([f"papers/{PHOTO.sha256}.jpg", f"papers/{SHEET.sha256}.pdf"])
        assert archive.read(f"papers/{PHOTO.sha256}.jpg") == PHOTO.full
    assert not verify_export(path).faults
    assert exported(village, tmp_path / "again.zip").read_bytes() == path.read_bytes()


def changed(path: Path, to: Path, **changes: bytes | None) -> Path:
    with ZipFile(path) as old, ZipFile(to, "w") as new:
        for name in old.namelist():
            if (content := changes.get(name.rpartition(".")[2], old.read(name))) is not None:
                new.writestr(name, content)
    return to


def test_a_changed_paper_in_an_export_is_found(village: Village, tmp_path: Path) -> None:
    kept(village, PHOTO)
    kept(village, SHEET)
    path = exported(village, tmp_path / "with.zip")
    (fault,) = verify_export(changed(path, tmp_path / "changed.zip", pdf=pdf("forged"))).faults
    assert fault.entry == village.last()["seq"]
    assert "is not the one" in fault.reason.reason
    assert not verify_export(changed(path, tmp_path / "left-out.zip", pdf=None)).faults, "an export need not carry it"


@pytest.mark.parametrize("name", ["papers/x.jpg", "papers/../x.jpg", "papers/" + "0" * 64 + ".exe", "more.jpg"])
def test_other_files_in_an_export_are_no_export(village: Village, tmp_path: Path, name: str) -> None:
    path = exported(village, tmp_path / "with.zip")
    with ZipFile(path, "a") as archive:
        archive.writestr(name, b"x")
    with pytest.raises(Unreadable):
        verify_export(path)


def test_a_paper_in_an_export_that_no_entry_names_is_found(village: Village, tmp_path: Path) -> None:
    path = exported(village, tmp_path / "with.zip")
    with ZipFile(path, "a") as archive:
        archive.writestr("papers/" + "0" * 64 + ".jpg", b"x")
    assert [fault.reason.reason for fault in verify_export(path).faults] == ["No entry names the paper %(code)s."]


def test_papers_come_back_from_a_backup(village: Village, tmp_path: Path) -> None:
    papers = [prepared(picture(30 + n, 20)) for n in range(25)]
    kept(village, *papers, SHEET)
    backup = tmp_path / "backup.zip"
    village.db.read_now(lambda db: write_backup(db.connection, metadata, (), backup))
    engine = writing_engine(f"sqlite:///{tmp_path / 'back.db'}")
    restore(engine, backup, upgrade)
    from council.kit.db import Reader

    with engine.connect() as connection:
        assert hashes_now(Reader(connection), village.id) == village.read(hashes_now)
    engine.dispose()
    assert len(village.read(hashes_now)) == 26
