from consultation.model.references import MessageRef, PlaceRef
from handlers.slack.messages import MESSAGES_KEPT, Deleted, Edited, RecentMessages, Us
from tests.support.slack import Body, event

US = Us("T1", "UBOT", "BBOT", "https://example.slack.com/")


def said(stamp: str, text: str = "words", **more: object) -> Body:
    return event({"type": "message", "channel": "C1", "user": "U1", "ts": stamp, "text": text, **more})


def changed(stamp: str, text: str, before: str = "words", **more: object) -> Body:
    now = {"ts": stamp, "user": "U1", "text": text, **more}
    return event(
        {
            "type": "message",
            "subtype": "message_changed",
            "channel": "C1",
            "message": now,
            "previous_message": {"ts": stamp, "user": "U1", "text": before},
        }
    )


def ref(stamp: str) -> MessageRef:
    return MessageRef(PlaceRef("C1"), stamp)


def test_what_was_said_is_at_hand_as_plain_words() -> None:
    recent = RecentMessages(US)
    assert recent.hear(said("1.000200", "&lt;b&gt; <https://x.example|here> &amp; :bulb:")) is None
    found = recent.get(ref("1.000200"))
    assert found is not None
    assert found.text == "<b> here & \U0001f4a1"
    assert found.permalink == "https://example.slack.com/archives/C1/p1000200"
    assert not found.ours


def test_only_the_newest_messages_are_kept() -> None:
    recent = RecentMessages(US)
    for number in range(MESSAGES_KEPT + 10):
        recent.hear(said(f"{number}.000100"))
    assert recent.get(ref("9.000100")) is None
    assert recent.get(ref("10.000100")) is not None


def test_an_edit_changes_what_is_at_hand() -> None:
    recent = RecentMessages(US)
    recent.hear(said("1.1"))
    change = recent.hear(changed("1.1", "other words"))
    assert isinstance(change, Edited)
    assert (change.message, change.text) == (ref("1.1"), "other words")
    assert recent.get(ref("1.1")).text == "other words"  # type: ignore[union-attr]  # it is there


def test_an_edit_of_an_old_message_brings_the_message_with_it() -> None:
    recent = RecentMessages(US)
    assert isinstance(recent.hear(changed("1.1", "other words")), Edited)
    assert recent.get(ref("1.1")).text == "other words"  # type: ignore[union-attr]  # it is there


def test_an_unfurled_link_is_no_edit() -> None:
    assert RecentMessages(US).hear(changed("1.1", "words", "words")) is None


def test_our_own_cards_changing_are_no_news() -> None:
    assert RecentMessages(US).hear(changed("1.1", "5 answers", "4 answers", bot_id="BBOT")) is None


def test_a_deletion_takes_the_message_away() -> None:
    recent = RecentMessages(US)
    recent.hear(said("1.1"))
    gone = recent.hear(
        event({"type": "message", "subtype": "message_deleted", "channel": "C1", "deleted_ts": "1.1"})
    )
    assert isinstance(gone, Deleted)
    assert gone.message == ref("1.1")
    assert recent.get(ref("1.1")) is None


def test_a_tombstone_is_a_deletion() -> None:
    gone = RecentMessages(US).hear(changed("1.1", "This message was deleted.", subtype="tombstone"))
    assert isinstance(gone, Deleted)


def test_other_bots_are_heard_and_ours_is_known() -> None:
    recent = RecentMessages(US)
    recent.hear(said("1.1", subtype="bot_message", bot_id="BOTHER"))
    assert not recent.get(ref("1.1")).ours  # type: ignore[union-attr]  # it is there
    assert recent.said(PlaceRef("C1"), {"ts": "2.2", "bot_id": "BBOT", "text": "card"}).ours


def test_slacks_own_notices_are_not_kept() -> None:
    recent = RecentMessages(US)
    recent.hear(said("1.1", subtype="channel_join"))
    assert recent.get(ref("1.1")) is None


def edited(stamp: str, text: str, at: str) -> Body:
    return changed(stamp, text, edited={"user": "U1", "ts": at})


def test_an_older_wording_that_comes_late_is_not_believed() -> None:
    recent = RecentMessages(US)
    for text, at in (("newest", "5.000000"), ("older", "4.000000"), ("newest", "5.000000")):
        change = recent.hear(edited("1.1", text, at))
        assert isinstance(change, Edited)
        assert change.order == at
    recent.hear(said("1.1"))
    assert recent.get(ref("1.1")).text == "newest"  # type: ignore[union-attr]  # it is there
