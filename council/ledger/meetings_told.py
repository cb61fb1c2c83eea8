"""How entries about meetings are told: their sentences, who acted, choices in words, and what each fact is called."""

from council.rules.refusal import N_

ACTS = {
    "meeting.call": N_("%(who)s called a meeting of %(body)s for %(held_on)s."),
    "meeting.notice": N_("%(who)s added a photo of the notice for the meeting of %(meeting)s."),
    "meeting.cancel": N_("%(who)s called off the meeting of %(meeting)s: %(why)s"),
    "meeting.convert": N_("The meeting of %(meeting)s only discusses: %(because)s."),
    "meeting.open": N_("%(who)s began to call the roll of the meeting of %(meeting)s; %(on_roll)s are on it."),
    "meeting.record": N_(
        "%(who)s entered the meeting of %(meeting)s from its papers: %(present)s of %(on_roll)s were there."
    ),
    "meeting.hands": N_("%(who)s named who leads, writes and counts at the meeting of %(meeting)s."),
    "meeting.attend": N_("%(who)s marked the roll of the meeting of %(meeting)s: %(present)s of %(on_roll)s there."),
    "meeting.report": N_("At the meeting of %(meeting)s it was reported that %(reported)s are out of reach."),
    "meeting.observer": N_("%(name)s, %(post)s, sat in at the meeting of %(meeting)s."),
    "meeting.speech": N_("On item %(position)s of the meeting of %(meeting)s this was said: %(gist)s"),
    "meeting.item": N_("The meeting of %(meeting)s added an item, %(consent)s of %(present)s agreed: %(title)s"),
    "meeting.defer": N_("The meeting of %(meeting)s put off item %(position)s: %(why)s"),
    "meeting.recuse": N_("Somebody stands aside from item %(position)s of the meeting of %(meeting)s."),
    "meeting.poll": N_("%(who)s let those present vote by phone on item %(position)s of the meeting of %(meeting)s."),
    "meeting.vote": N_("%(who)s voted on item %(position)s of the meeting of %(meeting)s."),
    "meeting.tally": N_(
        "%(who)s entered the count on item %(position)s of the meeting of %(meeting)s: for %(yes)s, against %(no)s,"
        " abstained %(abstain)s."
    ),
    "meeting.confirm": N_("%(who)s confirmed the count on item %(position)s of the meeting of %(meeting)s."),
    "meeting.close_item": N_(
        "%(who)s closed the count on item %(position)s of the meeting of %(meeting)s: %(outcome)s. For %(yes)s,"
        " against %(no)s, abstained %(abstain)s."
    ),
    "meeting.close": N_("%(who)s closed the meeting of %(meeting)s."),
    "meeting.approve": N_("%(who)s approved the minutes of the meeting of %(meeting)s."),
    "meeting.sign": N_("%(who)s entered the signed minutes of the meeting of %(meeting)s; %(many)s have signed."),
    "meeting.correct": N_("%(who)s added a correction to the record of the meeting of %(meeting)s: %(text)s"),
    "meeting.confirm_correction": N_("%(who)s confirmed correction %(number)s to the meeting of %(meeting)s."),
    "delegation.give": N_("%(who)s entered that %(body)s may decide some matters from %(begins)s to %(ends)s."),
    "delegation.end": N_("%(who)s entered that an authorisation ended on %(ended_on)s: %(why)s"),
}

WHO = {
    "teller": N_("Who counted the votes"),
    "present": N_("Somebody who was present"),
}

WORDS = {
    "invalid_procedure": N_("invalid, because this body could not decide it"),
    "decide": N_("to decide"), "discuss": N_("to discuss"), "persons": N_("by persons"),
    "households": N_("by households"), "named": N_("names are public"), "counted": N_("only numbers are public"),
    "none": N_("nobody"), "count": N_("they count"),
    "leave_out": N_("they are left out once reported"), "came": N_("present"), "stayed_away": N_("absent"),
    "out_of_reach": N_("out of reach"), "taken_back": N_("taken back"), "in_person": N_("in person"),
    "online": N_("online"), "paper": N_("on paper"), "delegate": N_("by somebody of the household"),
    "hands": N_("by show of hands"), "phones": N_("by phone"), "neutral": N_("neither"),
    "notice_short": N_("its notice was too short"), "quorum_short": N_("too few are there"),
    "board": N_("on the board"), "broadcast": N_("by loudspeaker"), "personal": N_("in person, door to door"),
    "wechat": N_("by WeChat"), "written": N_("in writing"), "own_women": N_("women in its own seats"),
    "own": N_("those in its own seats"), "women": N_("women"),
}  # fmt: skip

LABELS = {
    "held_on": N_("Day of the meeting"), "starts": N_("Begins"), "ends": N_("Ends"), "place": N_("Where"),
    "online_way": N_("Online by"), "sent_on": N_("Notice sent on"), "sent_by": N_("Notice sent"),
    "days": N_("Days of notice"), "items": N_("Agenda"), "item": N_("Item of the agenda"),
    "kind": N_("What for"), "host": N_("Led by member number"), "recorder": N_("Minutes by member number"),
    "tellers": N_("Votes counted by"), "law": N_("Held under"), "notice_days": N_("Days of notice needed"),
    "count_by": N_("Counted"), "online": N_("Online"), "proxies": N_("Sending someone else"),
    "unreachable": N_("Out of reach"), "present_shares": N_("Also needed of those present"), "who": N_("Whom"),
    "least": N_("At least"), "because": N_("Because"), "on_roll": N_("On the roll"), "vacant": N_("Vacant seats"),
    "women": N_("Women"), "own": N_("In its own seats"), "own_women": N_("Women in its own seats"),
    "marks": N_("Marked"), "hands": N_("Who led, wrote and counted"), "tallies": N_("Counts"),
    "speaker": N_("Who spoke"), "ballot": N_("Ballot"), "hand_yes": N_("By hand for"),
    "hand_no": N_("By hand against"), "hand_abstain": N_("By hand abstained"),
    "status": N_("Mark"), "many": N_("How many"), "channel": N_("How"),
    "absent": N_("Absent"), "left_out": N_("Left out of the total"), "reported": N_("Reported out of reach"),
    "channels": N_("How they took part"), "in_person": N_("In person"), "paper": N_("By the sheet"),
    "delegate": N_("By somebody of the household"), "groups": N_("On the roll, present"),
    "consent": N_("Agreed to take it up"), "method": N_("How it was counted"), "spoiled": N_("Spoiled papers"),
    "hall": N_("Who was there"), "recused_present": N_("Of them present"), "fault": N_("Not this body's to decide"),
    "stance": N_("Opinion"), "gist": N_("Gist"), "post": N_("Post"), "matters": N_("Matters"),
    "from_body": N_("Given by"), "decided_on": N_("Decided on"), "begins": N_("From"), "ended_on": N_("Ended on"),
}  # fmt: skip

PROXIES = {"none": N_("nobody"), "household": N_("an adult of the same household")}
"""Whom somebody may send to a meeting."""
