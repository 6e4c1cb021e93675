"""People's words on their way into Slack and out of it."""

import re
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultation.model.references import PersonRef, PlaceRef
from consultation.report import written
from handlers.slack.texts import (
    ZONE,
    bar,
    channel,
    cut_markup,
    date,
    escape,
    link,
    mention,
    plain,
    time_of_day,
)

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
MARKUP = st.lists(
    st.one_of(
        WORDS.map(escape),
        st.just("<@U0123>"),
        st.just("<https://example.org/a?b=1&amp;c=2|the minutes>"),
        st.just("<!date^1700000000^{date_long_pretty} at {time}|some time>"),
    ),
    max_size=8,
).map(" ".join)


@given(WORDS)
def test_what_people_type_comes_back_as_they_typed_it(words: str) -> None:
    assert plain(escape(words.replace("`", ""))) == words.replace("`", "")


@given(WORDS)
def test_escaped_words_hold_no_mention_link_or_date(words: str) -> None:
    assert not set("<>") & set(escape(words))


def test_words_are_escaped_once_each_time() -> None:
    assert escape("<!channel> & co") == "&lt;!channel&gt; &amp; co"
    assert plain(escape("&lt;")) == "&lt;"


def test_a_fence_of_backticks_swallows_nothing_after_it() -> None:
    assert escape("```rm``` and `ls`") == "'''rm''' and `ls`"


@given(MARKUP, st.integers(min_value=0, max_value=200))
def test_a_cut_leaves_links_and_escaped_characters_whole(markup: str, most: int) -> None:
    shown = cut_markup(markup, most)
    assert len(shown) <= most
    assert shown.count("<") == shown.count(">")
    assert not re.search(r"&(?!amp;|lt;|gt;)", shown)


@given(MARKUP)
def test_what_fits_is_not_cut(markup: str) -> None:
    assert cut_markup(markup, len(markup)) == markup


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Ask <@U0123> and <@U0456|Priya>", "Ask @someone and @Priya"),
        ("in <#C0123|big-gp> or <#C0456>", "in #big-gp or #channel"),
        (
            "<!channel> <!here|here> <!subteam^S01|@facilitators> <!subteam^S02>",
            "@channel @here @facilitators @group",
        ),
        ("<!date^1700000000^{date}|14 November 2023>", "14 November 2023"),
        ("<https://example.org|the minutes>, <https://example.org>", "the minutes, https://example.org"),
        ("<mailto:a@example.org|a@example.org>", "a@example.org"),
        ("2 &lt; 3 &amp;&amp; 4 &gt; 3", "2 < 3 && 4 > 3"),
        ("&amp;lt;", "&lt;"),
        ("no markup at all", "no markup at all"),
        ("", ""),
    ],
)
def test_a_message_of_slacks_reads_as_plain_words(typed: str, read: str) -> None:
    assert plain(typed) == read


@given(st.text(alphabet="<>&;|@#!^ab", max_size=40))
def test_reading_a_message_never_fails(typed: str) -> None:
    assert isinstance(plain(typed), str)


def test_people_and_channels_are_named_by_slack() -> None:
    assert mention(PersonRef("U0123")) == "<@U0123>"
    assert channel(PlaceRef("C0123")) == "<#C0123>"


def test_a_reference_can_not_close_its_own_mention() -> None:
    assert mention(PersonRef("U0123> <!channel")) == "<@U0123channel>"


def test_a_date_is_told_in_each_readers_time_zone_and_in_utc_where_that_fails() -> None:
    told = "<!date^1796239800^{date_long_pretty} at {time}|Wednesday 2 December 2026 at 19:30 UTC>"
    assert date(datetime(2026, 12, 2, 19, 30, tzinfo=UTC)) == told
    assert date(datetime(2026, 12, 2, 21, 30, tzinfo=timezone(timedelta(hours=2)))) == told


def test_where_a_readers_time_zone_is_not_known_times_are_told_as_in_the_report() -> None:
    summer = datetime(2026, 7, 2, 18, 30, tzinfo=UTC)
    token = ZONE.set(ZoneInfo("Europe/London"))
    try:
        told = [plain(date(summer)), plain(time_of_day(summer))]
    finally:
        ZONE.reset(token)
    assert told == ["Thursday 2 July 2026 at 19:30 BST", "19:30 BST"]
    assert told[0] == written(summer, ZoneInfo("Europe/London"))


def test_a_link_shows_its_label_only() -> None:
    assert link("https://example.org/a?b=1&c=2", "A & B") == "<https://example.org/a?b=1&amp;c=2|A &amp; B>"


def test_a_link_can_not_be_broken_out_of() -> None:
    assert (
        link("https://example.org/|x> <!channel>", "a|b")
        == "<https://example.org/%7Cx&gt;%20&lt;!channel&gt;|a¦b>"
    )


def test_an_address_that_is_not_of_the_web_is_no_link() -> None:
    assert link("javascript:alert(1)", "here") == "here"


@given(st.floats(min_value=-50, max_value=150), st.integers(min_value=2, max_value=40))
def test_a_bar_always_has_its_width(percent: float, width: int) -> None:
    assert len(bar(percent, width)) == width


@given(st.integers(min_value=0, max_value=100), st.integers(min_value=0, max_value=100))
def test_more_is_never_drawn_shorter(one: int, other: int) -> None:
    assert bar(min(one, other)).count("█") <= bar(max(one, other)).count("█")


@pytest.mark.parametrize(
    ("percent", "drawn"),
    [(0, "░░░░░░░░░░"), (1, "█░░░░░░░░░"), (74, "███████░░░"), (99, "█████████░"), (100, "██████████")],
)
def test_a_bar_is_empty_only_for_nothing_and_full_only_for_all(percent: int, drawn: str) -> None:
    assert bar(percent) == drawn
