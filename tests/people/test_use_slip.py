"""A slip opens an account, opens it again, or adds a community: once, within its days, before five wrong tries."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from council.kit import clock
from council.kit.act import SignInFirst
from council.people.acts import issue_slips
from council.people.passwords import hashed, matches
from council.people.sessions import Begun, Browser, known_as, sign_in_names
from council.people.slips import fresh_slip
from council.people.tables import Account, AccountMembership, SignInName, memberships_of
from council.people.taking_up import Tried, add_by_slip, use_slip
from council.people.who import who
from council.rules.refusal import Refusal
from tests.people.people import PASSWORD, label, laid, newcomer, printed, set_password, tried
from tests.village import Village

PHONE = Browser("android.wechat", shared=False)
HASH = hashed(PASSWORD)


def use(village: Village, number: int, *, right: bool = True) -> Begun | Refusal:
    return village.do(None, use_slip, tried(village, number, right=right), password_hash=HASH, browser=PHONE)


def used(village: Village, number: int) -> str:
    printed(village, number)
    begun = use(village, number)
    assert isinstance(begun, Begun)
    return begun.session


def account_of(village: Village, number: int):
    return village.look(
        lambda db: db.value(
            select(AccountMembership.account_id).where(
                AccountMembership.membership_id == laid(village, number).membership_id
            )
        )
    )


def test_a_slip_opens_an_account_and_signs_it_in(village: Village) -> None:
    number = newcomer(village)
    account = village.look(lambda db: who(db, used(village, number)))
    assert account
    assert [m.number for m in village.read(memberships_of, account)] == [number]


def test_the_book_says_that_it_was_used(village: Village) -> None:
    number = newcomer(village)
    used(village, number)
    entry = village.last()
    assert (entry["act"], entry["actor"]) == ("slip.use", f"member:{number}")
    assert entry["facts"] == {"member": number, "opened": "account"}


def test_one_signs_in_with_the_phone_and_with_the_short_name(village: Village) -> None:
    phone = f"137{village.id.int % 10**8:08}"
    number = newcomer(village, phone=phone)
    used(village, number)
    names = village.look(lambda db: sign_in_names(db, account_of(village, number)))
    assert names == [phone, f"{label(village)}-{number}"]


def test_of_two_with_the_same_phone_the_second_gets_the_short_name(village: Village) -> None:
    phone = f"136{village.id.int % 10**8:08}"
    first, second = newcomer(village, "郝红", phone), newcomer(village, "郝红", phone)
    used(village, first), used(village, second)
    assert account_of(village, first) != account_of(village, second), "nobody is merged by name or phone"
    known = village.look(lambda db: known_as(db, phone))
    assert known
    assert known.id == account_of(village, first)
    assert village.look(lambda db: sign_in_names(db, account_of(village, second))) == [f"{label(village)}-{second}"]


def test_a_slip_used_twice_is_refused(village: Village) -> None:
    number = newcomer(village)
    used(village, number)
    again = use(village, number)
    assert isinstance(again, Refusal)
    assert "used already" in again.reason
    assert len([e for e in village.entries() if e["act"] == "slip.use"]) == 1


def test_a_slip_used_by_many_at_once_opens_one_account(village: Village) -> None:
    number = newcomer(village)
    printed(village, number)
    mine = tried(village, number)

    def act(session):
        from council.kit.act import Act

        return use_slip(Act(session, village.id, clock.now()), mine, password_hash=HASH, browser=PHONE)

    async def all_at_once():
        return await asyncio.gather(*(village.db.write(village.id, act) for _ in range(20)))

    answers = asyncio.run(all_at_once())
    assert len([a for a in answers if isinstance(a, Begun)]) == 1
    held = village.look(
        lambda db: db.value(
            select(func.count())
            .select_from(AccountMembership)
            .where(AccountMembership.membership_id == laid(village, number).membership_id)
        )
    )
    assert held == 1


def test_a_slip_is_good_on_its_last_day_and_not_after_it(village: Village) -> None:
    number = newcomer(village)
    slip = printed(village, number)
    with clock.at(slip.expires_at):
        late = use(village, number)
    assert isinstance(late, Refusal)
    assert "good until" in late.reason
    with clock.at(slip.expires_at - timedelta(seconds=1)):
        assert isinstance(use(village, number), Begun)


def test_five_wrong_tries_void_a_slip(village: Village) -> None:
    number = newcomer(village)
    printed(village, number)
    answers = [use(village, number, right=False) for _ in range(5)]
    assert len({repr(answer) for answer in answers}) == 1, "every wrong try hears the same"
    assert laid(village, number).ended_by == "tries"
    right = use(village, number)
    assert isinstance(right, Refusal)
    assert "void" in right.reason
    assert len([e for e in village.entries() if e["act"] == "slip.use"]) == 0


def test_four_wrong_tries_do_not(village: Village) -> None:
    number = newcomer(village)
    printed(village, number)
    for _ in range(4):
        use(village, number, right=False)
    assert isinstance(use(village, number), Begun)


def test_a_reprinted_slip_is_void(village: Village) -> None:
    number = newcomer(village)
    printed(village, number)
    older = tried(village, number)
    printed(village, number)
    answer = village.do(None, use_slip, older, password_hash=HASH, browser=PHONE)
    assert isinstance(answer, Refusal)
    assert "newer slip" in answer.reason
    assert isinstance(use(village, number), Begun)


def test_who_has_the_wrong_code_learns_nothing(village: Village) -> None:
    """A member without a slip, a used slip, a number that does not exist: the same answer."""
    number = newcomer(village)
    used(village, number)
    wrong = use(village, number, right=False)
    unknown = village.do(None, use_slip, Tried(None, False, "柳桥"), password_hash=HASH, browser=PHONE)
    assert wrong == unknown


def test_a_forgotten_password_is_a_new_slip(village: Village) -> None:
    number = newcomer(village)
    old_session = used(village, number)
    account = account_of(village, number)
    printed(village, number)
    new = village.do(None, use_slip, tried(village, number), password_hash=hashed("新的密码也要八位"), browser=PHONE)
    assert account_of(village, number) == account
    assert village.look(lambda db: who(db, old_session)) is None, "the other phones are signed out"
    assert village.look(lambda db: who(db, new.session)) == account
    kept = village.look(lambda db: db.value(select(Account.password_hash).where(Account.id == account)))
    assert matches("新的密码也要八位", kept)
    assert village.last()["facts"] == {"member": number, "opened": "password"}


def test_a_slip_of_one_village_never_opens_what_a_person_is_in_another(village: Village, found) -> None:
    """The clerk of one village prints a slip for someone with a seat in another: their account stays theirs."""
    other: Village = found()
    number = newcomer(other)
    printed(other, number)
    other.accounts["visitor"] = village.accounts[7]
    other.do("visitor", add_by_slip, tried(other, number))
    printed(other, number)
    begun = use(other, number)
    assert isinstance(begun, Begun)
    opened = village.look(lambda db: who(db, begun.session))
    assert opened != village.accounts[7]
    assert village.read(memberships_of, opened) == []
    assert [m.number for m in other.read(memberships_of, opened)] == [number]
    assert [m.number for m in village.read(memberships_of, village.accounts[7])] == [7]
    assert village.look(lambda db: who(db, village.secrets[7])) == village.accounts[7], "still signed in there"
    known = village.look(lambda db: known_as(db, f"{label(other)}-{number}"))
    assert known
    assert known.id == opened


# ── while signed in ──


def test_a_slip_used_while_signed_in_adds_its_community(village: Village, found) -> None:
    other: Village = found()
    number = newcomer(other, "邓小满")
    printed(other, number)
    other.accounts["visitor"] = village.accounts[7]
    assert other.do("visitor", add_by_slip, tried(other, number)) is None
    assert [m.number for m in other.read(memberships_of, village.accounts[7])] == [number]
    assert [m.number for m in village.read(memberships_of, village.accounts[7])] == [7]
    known = village.look(lambda db: known_as(db, f"{label(other)}-{number}"))
    assert known
    assert known.id == village.accounts[7]


def test_adding_needs_someone_signed_in(village: Village) -> None:
    number = newcomer(village)
    printed(village, number)
    with pytest.raises(SignInFirst):
        village.do(None, add_by_slip, tried(village, number))


def test_a_slip_of_someone_with_an_account_is_not_added_to_another(village: Village) -> None:
    village.do("clerk", issue_slips, {8: fresh_slip(clock.now(), 14)})
    answer = village.do(7, add_by_slip, tried(village, 8))
    assert isinstance(answer, Refusal)
    assert laid(village, 8).ended_by is None, "the slip still stands"
    assert [m.number for m in village.read(memberships_of, village.accounts[8])] == [8]


def test_wrong_codes_count_while_signed_in_too(village: Village) -> None:
    number = newcomer(village)
    printed(village, number)
    for _ in range(5):
        assert isinstance(village.do("stranger", add_by_slip, tried(village, number, right=False)), Refusal)
    assert laid(village, number).ended_by == "tries"


# ── the page ──


def send(village: Village, number: object, code: str, *, client=None, **more: str):
    fields = {"no": str(number), "code": code, "password": PASSWORD, "again": PASSWORD, **more}
    return (client or village.client()).submit(
        f"{village.url}/slip?no={number}", fields, form="/slip", follow_redirects=False
    )


def test_the_page_takes_the_number_from_the_picture_and_the_digits_as_printed(village: Village) -> None:
    number = newcomer(village)
    slip = printed(village, number)
    client = village.client()
    assert f'value="{number}"' in client.get(f"{village.url}/slip?no={number}").text
    answer = send(village, number, slip.grouped, client=client, next="/yunxi/x?a=1&b=2")
    assert answer.status_code == 303
    done = client.get(answer.headers["location"])
    assert f"{label(village)}-{number}" in done.text
    assert 'href="/yunxi/x?a=1&amp;b=2"' in done.text


def test_the_page_takes_the_short_name_and_full_width_digits(village: Village) -> None:
    number = newcomer(village)
    slip = printed(village, number)
    wide = slip.code.translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)})
    assert send(village, f"{label(village)}-{number}", wide).status_code == 303


def test_the_session_cookie_is_for_this_site_and_no_script(village: Village) -> None:
    number = newcomer(village)
    answer = send(village, number, printed(village, number).code)
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "path=/" in cookie
    assert "max-age=2592000" in cookie


def test_a_shared_phone_forgets(village: Village) -> None:
    number = newcomer(village)
    answer = send(village, number, printed(village, number).code, shared="yes")
    assert "max-age" not in answer.headers["set-cookie"].lower()
    secret = answer.cookies["council"]
    with clock.at(clock.now() + timedelta(minutes=29)):
        assert village.look(lambda db: who(db, secret))
    with clock.at(clock.now() + timedelta(minutes=31)):
        assert village.look(lambda db: who(db, secret)) is None


def test_a_wrong_code_is_counted_though_the_answer_is_no(village: Village) -> None:
    number = newcomer(village)
    slip = printed(village, number)
    wrong = "0" * 12 if slip.code != "0" * 12 else "1" * 12
    for _ in range(5):
        page = send(village, number, wrong)
        assert page.status_code == 422
        assert "编号或数字不对" in page.text
        assert f'value="{wrong}"' in page.text, "what was typed is kept, but for the password"
    assert send(village, number, slip.code).status_code == 422
    assert laid(village, number).ended_by == "tries"


@pytest.mark.parametrize(
    ("password", "again", "said"),
    [
        ("短", "短", "至少要 8 位"),
        ("12345678", "12345678", "太常见"),
        (PASSWORD, PASSWORD + "x", "两遍密码不一样"),
        ("", "", "至少要 8 位"),
        ("x" * 129, "x" * 129, "最多"),
        ("abc\x00defgh", "abc\x00defgh", "显示不"),
    ],
)
def test_a_password_that_will_not_do_leaves_the_slip_as_it_was(
    village: Village, password: str, again: str, said: str
) -> None:
    number = newcomer(village)
    slip = printed(village, number)
    page = send(village, number, slip.code, password=password, again=again)
    assert page.status_code == 422
    assert said in page.text
    assert (laid(village, number).ended_by, laid(village, number).tries) == (None, 0)


def test_the_phone_number_as_password_is_refused_and_only_the_owner_hears_why(village: Village) -> None:
    phone = f"135{village.id.int % 10**8:08}"
    number = newcomer(village, phone=phone)
    slip = printed(village, number)
    assert "手机号或姓名" in send(village, number, slip.code, password=phone, again=phone).text
    wrong = "0" * 12 if slip.code != "0" * 12 else "1" * 12
    page = send(village, number, wrong, password=phone, again=phone)
    assert "手机号或姓名，" not in page.text
    assert "编号或数字不对" in page.text


@pytest.mark.parametrize(
    "sent",
    [
        {"no": "8", "code": "123"},
        {"no": "8", "code": "12345678901a"},
        {"no": "<script>", "code": "123456789012"},
        {"no": "8" * 200, "code": "123456789012"},
        {"no": "8\x00", "code": "123456789012"},
        {"no": "999999999999", "code": "123456789012"},
        {"code": "123456789012"},
        {"no": "8", "code": "123456789012", "account": "x"},
    ],
)
def test_nonsense_is_refused_in_chinese_and_what_was_typed_is_kept(village: Village, sent: dict[str, str]) -> None:
    page = village.client().post(f"{village.url}/slip", data={"password": PASSWORD, "again": PASSWORD, **sent})
    assert page.status_code == 422
    assert 'role="alert"' in page.text
    assert "<script>" not in page.text
    assert PASSWORD not in page.text
    assert len(village.entries()) == 1


def test_signed_in_the_page_says_who_and_adds(village: Village, found) -> None:
    other: Village = found()
    number = newcomer(other)
    slip = printed(other, number)
    other.secrets["visitor"] = village.secrets[7]
    client = other.client("visitor")
    page = client.get(f"{other.url}/slip?no={number}")
    assert "这部手机上登录的是熊建" in page.text
    assert "不是我" in page.text
    assert 'name="password"' not in page.text
    answer = client.submit(
        f"{other.url}/slip", {"no": str(number), "code": slip.code}, form="/slip", follow_redirects=False
    )
    assert answer.status_code == 303
    assert "set-cookie" not in answer.headers
    assert [m.number for m in other.read(memberships_of, village.accounts[7])] == [number]


def test_a_slip_on_a_phone_where_another_is_signed_in_ends_that_session(village: Village) -> None:
    """The form drawn before the other signed in chooses a password: it opens the slip's own account."""
    set_password(village, 7)
    number = newcomer(village)
    slip = printed(village, number)
    client = village.client(7)
    answer = client.post(
        f"{village.url}/slip",
        data={"no": str(number), "code": slip.code, "password": PASSWORD, "again": PASSWORD},
        follow_redirects=False,
    )
    assert answer.status_code == 303
    assert village.look(lambda db: who(db, village.secrets[7])) is None
    assert account_of(village, number) != village.accounts[7]


def test_a_slip_of_another_community_does_not_work_here(village: Village, found) -> None:
    other: Village = found()
    number = newcomer(village)
    slip = printed(village, number)
    assert newcomer(other) == number
    assert send(other, number, slip.code).status_code == 422
    assert laid(village, number).ended_by is None
    assert (
        village.look(
            lambda db: db.value(
                select(func.count()).select_from(SignInName).where(SignInName.name == f"{label(other)}-{number}")
            )
        )
        == 0
    )
