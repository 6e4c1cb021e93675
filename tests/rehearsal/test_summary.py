from rehearsal.cast.golden import read_golden
from rehearsal.cast.window import Post
from rehearsal.published import DigestRead, RoomRead, read_digest
from rehearsal.summary import FILES, figures, promptness, table

GOLDEN = read_golden()


def published() -> DigestRead:
    """The digest as it must be."""
    rooms = [
        RoomRead(
            room.theme,
            [room.headline],
            [(tag, one.text) for one in room.remarks for tag in one.tags],
            confirmed=True,
        )
        for room in GOLDEN.rooms
    ]
    polls = {one.text: (one.percent, one.answers) for one in GOLDEN.statements}
    themes = {theme.title: list(theme.statements) for theme in GOLDEN.themes}
    return DigestRead(
        rooms,
        polls,
        [action.text for action in GOLDEN.actions],
        [action.rooms for action in GOLDEN.actions],
        {"Before": GOLDEN.surveyed},
        themes,
        next_sessions=[evening.title for evening in GOLDEN.later],
    )


def differing(digest: DigestRead) -> list[str]:
    return [figure.name for figure in figures(GOLDEN, (), digest, (), (), FILES) if not figure.holds][3:]


def part(*lines: str) -> Post:
    heading, *others = lines
    blocks = [
        {"type": "header", "block_id": "h", "text": {"type": "plain_text", "text": heading}},
        {"type": "section", "block_id": "s", "text": {"type": "mrkdwn", "text": "\n".join(others)}},
    ]
    return Post("C1", "1.0", "U1", "", tuple(blocks), private=False, by_app=True)


def test_a_digest_is_read_from_its_messages_by_room_and_tag() -> None:
    parts = (
        part("The question", "*1. Roles* · 2 notes"),
        part(
            "1. Roles",
            "30 participants",
            "*Roles help.* <https://x.test/1|↗>",
            ":warning: *Concern* · 1",
            "• Too few rooms &amp; too little time. <https://x.test/2|↗>",
        ),
        part("1. Roles (continued)", ":bulb: *Opportunity* · 1", "• Continuity. <https://x.test/3|↗>"),
        part(
            "Outcomes",
            "*Polls*",
            "• *PCNs*: 77 % agree, 39 answers",
            "`███░`",
            "*Actions*",
            "*1.* Teach together. · said in 2 of 4 rooms: 1 and 3 <https://x.test/4|↗>",
            "*2.* Ask twice. · only in room 2 <https://x.test/4|↗>",
            "*Next sessions*",
            "• *What next?*, with somebody",
        ),
    )

    digest = read_digest(parts)

    assert [(room.theme, room.headlines) for room in digest.rooms] == [("Roles", ["Roles help."])]
    assert digest.rooms[0].notes == [
        ("concern", "Too few rooms & too little time."),
        ("opportunity", "Continuity."),
    ]
    assert digest.polls == {"PCNs": (77, 39)}
    assert digest.actions == ["Teach together.", "Ask twice."]
    assert digest.action_rooms == [(1, 3), (2,)]
    assert digest.next_sessions == ["What next?, with somebody"]


def test_every_figure_of_the_digest_holds_when_it_is_as_the_script_says() -> None:
    assert differing(published()) == []


def test_a_note_under_another_tag_is_found_though_the_numbers_of_notes_are_right() -> None:
    digest = published()
    tag, words = digest.rooms[0].notes[0]
    digest.rooms[0].notes[0] = ("concern" if tag != "concern" else "proposal", words)

    assert "Words under their room and tag" in differing(digest)
    assert "Notes" not in differing(digest)


def test_what_should_not_be_in_the_digest_is_counted() -> None:
    digest = published()
    digest.actions.append("Buy biscuits.")
    digest.action_rooms.append(())

    seen = {figure.name: figure.seen for figure in figures(GOLDEN, (), digest, (), (), FILES)}
    assert seen["Actions, each of its rooms"] == "9, and 1 that should not be there"


def test_calls_that_were_refused_are_named_with_how_often() -> None:
    refused = {"method": "chat.update", "answer": {"ok": False, "error": "ratelimited"}}
    calls = [refused, {"method": "auth.test", "answer": {"ok": True}}, refused]

    seen = {figure.name: figure.seen for figure in figures(GOLDEN, (), published(), calls, ["one"], FILES)}
    assert seen["Calls of the bot that were refused"] == "chat.update: ratelimited (2)"
    assert seen["People who were refused or waited in vain"] == "1"


def test_the_table_marks_what_differs() -> None:
    rows = table(figures(GOLDEN, (), published(), (), (), FILES)).splitlines()

    assert rows[0].split() == ["Figure", "Expected", "Seen"]
    assert rows[1].startswith("NO  People placed")
    assert any(row.startswith("ok  Notes tagged concern") and row.endswith("33") for row in rows)


def test_it_is_told_how_soon_the_bot_acknowledged() -> None:
    tries = [
        {"outcome": "acknowledged", "ms": 120},
        {"outcome": "timeout", "ms": 12_000},
        {"outcome": "acknowledged", "ms": 2900},
    ]
    prompt = "The bot acknowledged 2 deliveries, the slowest after 2.9 s; Slack waits 3 s."
    assert promptness(tries) == prompt
    late = promptness([*tries, {"outcome": "acknowledged", "ms": 4100}])
    assert late.endswith("1 took longer than that: this machine is busy with other things.")
    assert promptness([]) == "The bot acknowledged nothing."
