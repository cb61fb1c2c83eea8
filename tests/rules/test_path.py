"""The paths as they are written, and what a path cannot be."""

from dataclasses import replace

import pytest

from council import charters
from council.charters import load_paths
from council.rules.charter import CharterFault
from council.rules.organ import Organ
from council.rules.path import Failure, Kind, Path, Record, Stage
from council.rules.refusal import Name

FOUR_TWO = charters.path("four_two")
EVERY = charters.paths()


def keys(path: Path) -> list[str]:
    return [stage.key for stage in path.stages]


def test_four_discussions_two_publications() -> None:
    stations = FOUR_TWO.stations
    assert [s.discussion for s in stations] == [1, 2, 3, 4, None, None]
    assert [s.openness for s in stations] == [None] * 4 + [1, 2]
    assert [s.organs[0] for s in stations[:4]] == [
        Organ.PARTY_BRANCH, Organ.TWO_COMMITTEES, Organ.PARTY_MEMBERS, Organ.REPRESENTATIVES,
    ]  # fmt: skip
    assert FOUR_TWO.resolution.key == "resolution"
    assert [FOUR_TWO.number(key) for key in keys(FOUR_TWO)] == [1, 2, 3, 4, 5, None, 6]


def test_a_no_leads_where_the_table_says() -> None:
    no = {stage.key: (stage.if_rejected, stage.back_to) for stage in FOUR_TWO.stages}
    assert no == {
        "proposal": (Failure.STOP, None),
        "consultation": (Failure.BACK, "proposal"),
        "review": (Failure.STOP, None),
        "resolution": (Failure.END, None),
        "publication": (Failure.BACK, "resolution"),
        "works": (Failure.BACK, "works"),
        "result": (Failure.BACK, "works"),
    }
    assert FOUR_TWO.stage("review").if_amended == "consultation"
    assert FOUR_TWO.stage("publication").if_amended is None


def test_the_plan_reaches_every_party_member_three_days_before() -> None:
    review = FOUR_TWO.stage("review")
    assert (review.papers_days, review.required) == (3, (Record.PAPERS,))


@pytest.mark.parametrize(
    ("key", "stage", "days", "reply"),
    [
        ("four_two", "publication", 7, 3),
        ("four_two_plan", "plan_publication", 15, 3),
        ("four_two_chongqing", "publication", 10, 3),
        ("council", "result", 7, 3),
    ],
)
def test_days_on_the_board_and_days_to_reply(key: str, stage: str, days: int, reply: int) -> None:
    found = charters.path(key).stage(stage)
    assert (found.publicity_days, found.reply_days) == (days, reply)


def test_chongqing_publishes_within_ten_days() -> None:
    assert charters.path("four_two_chongqing").stage("publication").within_days == 10
    assert FOUR_TWO.stage("publication").within_days is None


@pytest.mark.parametrize(
    ("key", "more", "after"),
    [
        ("four_two_plan", "plan_publication", "consultation"),
        ("four_two_township", "township_review", "review"),
        ("five_discussions", "evaluation", "result"),
        ("four_two_supervised", "supervision", "result"),
    ],
)
def test_what_is_done_elsewhere_is_the_same_path_and_one_step_more(key: str, more: str, after: str) -> None:
    path = charters.path(key)
    assert [stage for stage in keys(path) if stage != more] == keys(FOUR_TWO)
    assert keys(path)[keys(path).index(more) - 1] == after
    assert len(path.stations) == 7


def test_the_township_reviews_in_writing_and_nobody_of_the_village_does() -> None:
    review = charters.path("four_two_township").stage("township_review")
    assert (review.kind, review.organs, review.required) == (Kind.REVIEW, (), (Record.OPINION,))


def test_a_plan_is_published_first_only_where_it_is_asked() -> None:
    path = charters.path("four_two_plan")
    assert path.taken_by("public_works").after("consultation").key == "plan_publication"  # type: ignore[union-attr]
    village_rules = path.taken_by("village_rules")
    assert village_rules.after("consultation").key == "review"  # type: ignore[union-attr]
    assert [s.key for s in village_rules.before("resolution")] == ["proposal", "consultation", "review"]


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.key)
def test_everything_names_its_source_in_both_languages(path: Path) -> None:
    for stage in path.stages:
        assert stage.name.zh
        assert stage.name.en
        assert "stage" in stage.sources
    assert sum(stage.resolves for stage in path.stages) == 1


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.key)
def test_nobody_carries_out_what_was_not_decided_and_published(path: Path) -> None:
    before = [stage.key for stage in path.before("works")]
    assert before[-2:] == ["resolution", "publication"]


# ── what a path cannot be ──


def changed(key: str, **values: object) -> tuple[Stage, ...]:
    return tuple(replace(stage, **values) if stage.key == key else stage for stage in FOUR_TWO.stages)


def sources(key: str, *names: str) -> dict[str, object]:
    stage = FOUR_TWO.stage(key)
    return {"sources": {**stage.sources, **dict.fromkeys(names, stage.sources["stage"])}}


@pytest.mark.parametrize(
    ("field", "stages"),
    [
        ("stages", ()),
        ("stages", (*FOUR_TWO.stages, FOUR_TWO.stages[0])),
        ("resolves", changed("resolution", resolves=False)),
        ("resolves", changed("review", resolves=True)),
        ("consultation.back_to", changed("consultation", back_to="review")),
        ("consultation.back_to", changed("consultation", back_to=None)),
        ("resolution.back_to", changed("resolution", back_to="review")),
        ("review.if_amended", changed("review", if_amended="works")),
        ("review.may_merge_into", changed("review", may_merge_into="proposal")),
        ("consultation.same_chair", changed("consultation", same_chair=())),
        ("publication.about", changed("publication", publicity_days=None)),
        ("publication.about", changed("publication", about="leaflet")),
        ("publication.reply_days", changed("publication", reply_days=None)),
        ("publication.publicity_days", changed("publication", publicity_days=0)),
        ("review.papers_days", changed("review", papers_days=None)),
        ("review.organs", changed("review", organs=())),
        ("publication.sources", changed("publication", **sources("publication", "within_days"))),
        ("works.sources", changed("works", report_days=None)),
        ("resolution.kind", changed("resolution", kind=Kind.REVIEW)),
        ("stages", tuple(s for s in FOUR_TWO.stages if s.key != "publication")),
    ],
)
def test_an_impossible_path_names_its_field(field: str, stages: tuple[Stage, ...]) -> None:
    with pytest.raises(CharterFault) as fault:
        replace(FOUR_TWO, stages=stages)
    assert fault.value.field == field


def test_a_file_names_what_is_wrong_in_it() -> None:
    text = """
        [paths.short]
        like = "nothing"
        name = { zh = "短", en = "Short" }
        [sources.x]
        zh = "某处"
        en = "Somewhere"
        from = 2020-01-01
        """
    with pytest.raises(CharterFault, match=r"village\.toml: paths\.short\.like: nothing does not stand before"):
        load_paths(text, "village.toml")


def test_a_path_may_be_like_another() -> None:
    urban = charters.path("urban")
    assert keys(urban) == keys(FOUR_TWO)
    assert urban.stage("proposal").name == Name("社区党组织提议", "Party organisation proposes")
    assert urban.stage("review") == FOUR_TWO.stage("review")
    assert Organ.COLLECTIVE not in urban.resolution.organs
