"""The command on a village, from generating it to the verdicts; and what it refuses."""

import json
import os
from pathlib import Path
from random import Random

import pytest
from typer.testing import CliRunner

from council.__main__ import cli
from council.bench.places import made_place, working_copy
from council.bench.postgres import PgBench, filled, pgbench
from council.bench.sizes import VILLAGE
from council.bench.voting import voters_of
from council.hall.safekeeping import verify_all
from council.kit import clock
from council.kit.terminal import Cannot
from council.rules.refusal import Refusal
from tests.bench.conftest import FEW
from tests.kit.empty import empty_postgres
from tests.ledger.demo_world import database_at

EACH = ["--sizes", "village", "--rounds", "1", "--seconds", "0.05", "--port", "18150"]


def test_help_is_in_both_languages_and_what_there_is_not_is_said() -> None:
    run = CliRunner().invoke
    shown = run(cli, ["bench", "--help"])
    assert shown.exit_code == 0
    assert "真正的服务" in shown.output
    assert "the real server" in shown.output
    assert "--database-url" in shown.output
    assert run(cli, ["bench", "--sizes", "nation"]).exit_code == 2
    assert run(cli, ["bench", "--workloads", "19"]).exit_code == 2
    assert run(cli, ["bench", "--workloads", "8"]).exit_code == 2


def test_a_village_is_measured_from_its_making_to_the_verdicts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("COUNCIL_")]:
        monkeypatch.delenv(name)
    told = CliRunner().invoke(cli, ["bench", *EACH, "--json", "--data", str(tmp_path)])
    assert told.exit_code == 0, told.output
    whole = json.loads(told.stdout)
    (found,) = whole["runs"]
    measured = {(load["size"], load["what"], load["connections"]) for load in found["loads"]}
    for what in ("W1 identity", "W1 br", "W1 304", "W2", "W3 kept", "W3 first", "W3 deep", "W4"):
        assert ("village", what, 16) in measured
    assert {("village", "W6", 1), ("village", "W7", 1), ("", "fdatasync", 1), ("", "static", 16)} <= measured
    assert found["ballots"]["acknowledged"]["village"] > 10
    assert found["ballots"]["lost"] == {"village": 0}
    assert 20 < found["memory_mib"]["village"] < 500
    goals = {goal["goal"]: goal for goal in whole["goals"]}
    assert goals["W1 cached page / static"]["verdict"] in ("aim", "floor", "missed")
    assert goals["W4 acknowledged ballots that are not there after kill -9"]["verdict"] == "aim"
    assert set(whole["environment"]) == {"date", "commit", "machine", "disk", "load", "programs"}


def test_what_was_made_is_used_again_until_it_is_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[str] = []

    def begin(size):  # type: ignore[no-untyped-def]
        begun.append(size.key)
        return lambda ballots: None

    place = made_place(tmp_path, VILLAGE, 1, begin)
    assert made_place(tmp_path, VILLAGE, 1, begin) == place
    assert begun == ["village"]
    scratch = tmp_path / "run"
    scratch.mkdir()
    copy = working_copy(tmp_path, VILLAGE, scratch)
    assert (copy / "council.db").stat().st_size == (tmp_path / "village" / "council.db").stat().st_size
    with clock.at(clock.now() + 12 * (clock.end_of(clock.today()) - clock.start_of(clock.today()))):
        made_place(tmp_path, VILLAGE, 1, begin)
    made_place(tmp_path, VILLAGE, 2, begin)
    assert len(begun) == 3


def test_postgresql_is_filled_with_the_same_place_and_only_where_nothing_stands(postgres_url: str) -> None:
    with empty_postgres(postgres_url) as url:
        place = filled(url, FEW, 7, lambda ballots: None)
        database = database_at(url)
        assert not [v.faults for _, v in database.read_now(lambda db: list(verify_all(db))) if v.faults]
        with pytest.raises(Cannot) as refused:
            filled(url, FEW, 7, lambda ballots: None)
        assert isinstance(refused.value.reason, Refusal)
        if program := pgbench():
            voters = voters_of(place.communities, Random(1))
            sample = PgBench(program, url, voters, 1).ballots(0.01)
            assert len(sample.took) == 32
            assert sample.rate > 0
            with pytest.raises(Cannot, match="larger size"):
                PgBench(program, url, voters, len(voters))
        database.close()
