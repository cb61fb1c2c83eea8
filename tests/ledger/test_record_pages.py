"""The public record: every entry as a sentence, one entry whole, the download, and checking what one holds."""

import json
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from council.hall.verification import verify_export, verify_kept
from council.ledger.acts import record
from council.ledger.listing import read_code
from council.rules.book import check_code, leaf
from council.votes.acts import cast
from tests.ledger.demo_world import ENTRIES, demo_village
from tests.ledger.demo_world import DemoVillage as Village
from tests.village import Village as AnyVillage

__all__ = ["demo_village"]


def test_the_record_is_read_without_an_account_newest_first(demo_village: Village) -> None:
    page = demo_village.client().get(f"{demo_village.url}/record")
    assert page.status_code == 200
    assert f"共 {ENTRIES} 条" in page.text
    assert "改一个字都看得出来" in page.text
    assert "改不了" not in page.text
    assert page.text.index(f"第 {ENTRIES} 号") < page.text.index(f"第 {ENTRIES - 1} 号")
    assert f"6号席提出〔{demo_village.motion(9).replace('-', '〕')}号：小学门口划斑马线" in page.text


def test_the_record_pages_by_key_to_its_first_entry(demo_village: Village) -> None:
    client, before, seen = demo_village.client(), None, []
    while True:
        facts = client.get(f"{demo_village.url}/record.json" + (f"?before={before}" if before else "")).json()
        seen += [entry["number"] for entry in facts["entries"]]
        client.get(f"{demo_village.url}/record" + (f"?before={before}" if before else ""))
        before = facts["before"]
        if before is None:
            break
    assert seen == list(range(ENTRIES, 0, -1))


@pytest.mark.parametrize("lang", ["", "/en"])
def test_every_entry_has_a_page_in_both_languages(demo_village: Village, lang: str) -> None:
    client = demo_village.client()
    for number in range(1, ENTRIES + 1):
        page = client.get(f"{lang}{demo_village.url}/record/{number}")
        assert page.status_code == 200, number
        body = client.get(f"{demo_village.url}/record/{number}.json").json()
        assert check_code(leaf(body["text"].encode())) == body["code"]
        assert body["code"] in page.text


def test_an_entry_tells_what_it_is_linked_to(demo_village: Village) -> None:
    page = demo_village.client().get(f"{demo_village.url}/record/35").text
    assert "第 35 号 ←" in page
    assert "赞成 10，反对 1，弃权 1" in page
    assert "要几票" in page


def test_only_what_concerns_one_motion(demo_village: Village) -> None:
    facts = demo_village.client().get(f"{demo_village.url}/record.json?about={demo_village.motion(8)}").json()
    assert {entry["act"] for entry in facts["entries"]} == {"motion.put", "vote.open", "vote.cast"}
    assert demo_village.client().get(f"{demo_village.url}/record?about={demo_village.motion(8)}").status_code == 200


@pytest.mark.parametrize("no", ["0", str(ENTRIES + 1), "x", "-1", "1.5", "９", "99999999999999999999", "1'"])
def test_an_entry_that_is_not_there_is_not_found(demo_village: Village, no: str) -> None:
    assert demo_village.client().get(f"{demo_village.url}/record/{no}").status_code == 404
    if no != str(ENTRIES + 1):
        assert demo_village.client().get(f"{demo_village.url}/record?before={no}").status_code in (200, 404)


def test_the_download_verifies_and_holds_no_choice_of_an_open_vote(demo_village: Village, tmp_path: Path) -> None:
    answer = demo_village.client().get(f"{demo_village.url}/record/download")
    assert answer.headers["content-type"] == "application/zip"
    (tmp_path / "record.zip").write_bytes(answer.content)
    assert not verify_export(tmp_path / "record.zip").faults
    with ZipFile(BytesIO(answer.content)) as archive:
        openings = [json.loads(line) for line in archive.read("openings.jsonl").splitlines()]
        entries = [json.loads(line) for line in archive.read("entries.jsonl").splitlines()]
        readme = archive.read("README.txt").decode()
    assert not [one for one in openings if one["field"] == "choice"]
    running = [one for one in entries if one["act"] == "vote.cast" and one["on"] == f"vote:{demo_village.motion(8)}/1"]
    assert len(running) == 10
    assert all(set(one["facts"]) == {"seat"} for one in running)
    assert "python -m council verify" in readme


def test_no_telephone_number_enters_the_book(demo_village: Village) -> None:
    with ZipFile(BytesIO(demo_village.client().get(f"{demo_village.url}/record/download").content)) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert b"1200055" not in everything
    assert b"5550118" not in everything


def test_a_code_or_number_is_looked_up(demo_village: Village) -> None:
    client = demo_village.client()
    entry = client.get(f"{demo_village.url}/record/21.json").json()
    for typed in (
        entry["code"],
        entry["code"].lower(),
        entry["code"].replace("-", " "),
        entry["leaf"],
        "21",
        "第 21 号",
    ):
        page = client.get(f"{demo_village.url}/verify", params={"code": typed})
        assert "记录里有" in page.text, typed
        assert entry["code"] in page.text
    for typed in ("0000-0000-0000-0000", "ffff-ffff-ffff-ffff", str(ENTRIES + 1), "0"):
        assert "记录里没有" in client.get(f"{demo_village.url}/verify", params={"code": typed}).text, typed
    for typed in ("7F3A", "路灯", "<b>", "g" * 16, "1" * 12, "\u202e"):
        assert "这不是核对码" in client.get(f"{demo_village.url}/verify", params={"code": typed}).text, typed
    assert client.get(f"{demo_village.url}/verify.json", params={"code": "21"}).json()["found"]["number"] == 21


def test_the_verify_page_tells_how_to_check_and_what_it_does_not_show(demo_village: Village) -> None:
    page = demo_village.client().get(f"{demo_village.url}/verify").text
    assert f"python -m council verify liutang-record-{ENTRIES}.zip" in page
    assert "不能说明当初记的就是真的" in page
    assert demo_village.client().get(f"/en{demo_village.url}/verify").status_code == 200


def test_codes_are_read_in_any_spelling() -> None:
    assert read_code("７ｆ３ａ－91c2－e05b－48d6") == "7F3A91C2E05B48D6"
    assert read_code("第 214 号") == 214
    assert read_code("") is None


def test_another_community_is_another_book(demo_village: Village) -> None:
    client = demo_village.client()
    code = client.get(f"{demo_village.url}/record/21.json").json()["code"]
    other = demo_village.url.replace("liutang", "xiapu")
    assert "记录里没有" in client.get(f"{other}/verify", params={"code": code}).text
    assert client.get(f"/{demo_village.county}/nowhere/record").status_code == 404


def test_a_ballot_is_told_without_its_choice_until_the_close(demo_village: Village) -> None:
    demo_village.do(8, cast, demo_village.motion(8), "against")
    facts = demo_village.client().get(f"{demo_village.url}/record/{ENTRIES + 1}.json").json()
    assert facts["said"] == f"柳塘村议事会 8号席对〔{demo_village.motion(8).replace('-', '〕')}号投了票。"
    assert facts["opened"] == {}
    page = demo_village.client().get(f"{demo_village.url}/record/{ENTRIES + 1}").text
    assert "（未公开）" in page
    assert "反对" not in page.split("<main")[1].split("</main>")[0]
    assert not demo_village.look(lambda db: verify_kept(db, demo_village.id)).faults


def test_the_pages_are_the_same_on_both_databases(village: AnyVillage) -> None:
    village.do(
        7,
        lambda act: record(act, "motion.put", actor="seat:yishihui/7", on="motion:2026-3", sealed={"title": "装路灯"}),
    )
    village.do(8, lambda act: record(act, "later.kind", actor="somebody:8", facts={"matter": "unheard", "motion": 5}))
    client = village.client()
    assert "7号席提出〔2026〕3号：装路灯" in client.get(f"{village.url}/record").text
    assert [e["number"] for e in client.get(f"{village.url}/record.json?about=2026-3").json()["entries"]] == [2]
    code = client.get(f"{village.url}/record/2.json").json()["code"]
    assert "记录里有" in client.get(f"{village.url}/verify", params={"code": code}).text
    assert client.get(f"{village.url}/record/1").status_code == 200
    assert client.get(f"/en{village.url}/record/3").status_code == 200
    assert client.get(f"{village.url}/record/download").status_code == 200
