"""The demo after every other thing that can be done in it was done."""

import pytest

from council.hall.demo_story import TABLES
from council.hall.demo_village import Village as Told
from council.kit import clock
from council.motions.acts import drop, propose, redraft
from council.motions.cataloguing import add_matter, end_matter
from council.people.acts import appoint, end_role
from council.seats.acts import appoint_office, correct, fill
from council.seats.alternates import add_alternate, call_alternate
from council.seats.chartering import change_charter
from council.seats.founding import found
from council.seats.persons import Named
from council.seats.reviews import begin_review, settle_review
from council.seats.roster import read_roster
from council.seats.tables import bodies_of
from council.votes.acts import recuse, unrecuse, vacate
from tests.ledger.busy_meetings import meet
from tests.ledger.demo_world import DemoVillage as Village


@pytest.fixture
def busy(demo_village: Village) -> Village:
    v, ref = demo_village, demo_village.motion(9)
    v.do("clerk", fill, v.body, 13, "new", Named(name="唐小兰"))
    v.do("clerk", correct, v.body, 13, "唐晓兰", "12000550199")
    v.do("clerk", appoint_office, v.body, 9, "vice_chair")
    v.do("clerk", begin_review, v.body, 10, "established")
    v.do("clerk", settle_review, v.body, 10)
    v.do("clerk", add_alternate, v.body, "established", Named(name="李春生"))
    v.do("clerk", vacate, v.body, 3, "身体不好，书面辞去")
    v.do("clerk", call_alternate, v.body, 3)
    v.do("clerk", recuse, ref, 6, "学校是我女儿管的，应当回避")
    v.do("clerk", unrecuse, ref, 6)
    words = Told(v.db, v.id, v.body, clock.today()).wording(TABLES)
    draft = v.do(1, propose, v.body, TABLES.matter, words)
    v.do(1, redraft, draft, TABLES.matter, words)
    v.do(1, drop, draft)
    people = {body.law.kind: body.key for body in v.read(bodies_of)}
    v.do("clerk", fill, people["assembly"], 1501, "adult", Named(name="唐小树", sex="male", household="7"))
    v.do("clerk", correct, people["assembly"], 1501, "唐小树", None, sex="male", household="8")
    v.do("clerk", correct, people["assembly"], 1, "陈国栋", "12000550301", sex="male", household="2")
    v.do("clerk", vacate, people["assembly"], 1501, "搬走了")
    v.do("clerk", change_charter, people["representatives"], "representatives_zhejiang", "本省的实施办法")
    hall = v.do("clerk", add_matter, "祠堂修缮", ["committee"], "村民自治章程第九条")
    v.do("clerk", end_matter, hall)
    meet(v)
    v.do("clerk", appoint, "clerk", name="沈小云")
    v.do("clerk", end_role, "clerk", v.clerk)
    title = "云溪县青桥街道柳塘村东组村民理事会成员名册"
    rows = "".join(f"{n},户{n},理事\n" for n in range(1, 6))
    found(v.db, read_roster("东组.csv", f"{title}\n席位号,姓名,职务\n{rows}".encode()))
    return v
