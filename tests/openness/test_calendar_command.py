"""`council calendar 2027 notice.txt …` enters the days off in every community, and once."""

from pathlib import Path

import pytest

from council.hall.days_off import enter_everywhere
from council.kit import clock
from council.openness.calendar import entered_years
from council.rules.refusal import Refusal
from tests.openness.scene import at
from tests.openness.test_calendar import OF_2027, SOURCE
from tests.village import Village


def test_every_community_has_it_and_once(village: Village, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    notice = tmp_path / "notice.txt"
    notice.write_text(OF_2027, encoding="utf-8")
    with clock.at(at(2026, 12, 28)):
        assert enter_everywhere(village.db, 2027, notice, SOURCE) >= 1
        assert enter_everywhere(village.db, 2027, notice, SOURCE) == 0
    assert village.last()["actor"] == "console"
    assert [year for year, *_ in village.read(entered_years)] == [2027]
    assert "0 个社区" in capsys.readouterr().out


def test_without_the_file_nothing_is_entered(village: Village, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="no file"):
        enter_everywhere(village.db, 2027, tmp_path / "none.txt", SOURCE)
