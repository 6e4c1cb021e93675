"""What somebody finds in a message or a form: buttons by their labels, fields by their names."""

from collections.abc import Mapping

from handlers.slack.blocks import Message, View
from tests.support.blockkit import all_texts, payload_of, walk

Found = Mapping[str, object]


def buttons(shown: Message | View) -> dict[str, Found]:
    """The buttons by their labels, in reading order."""
    found = [one for one in walk(payload_of(shown)) if one.get("type") == "button"]
    return {_words(one["text"]): one for one in found}


def fields(view: View) -> dict[str, Found]:
    """The inputs of a form by the names of their blocks, in order."""
    inputs = [one for one in walk(payload_of(view)) if one.get("type") == "input"]
    return {str(one["block_id"]): one for one in inputs}


def element(view: View, name: str) -> Found:
    """What a field of a form is filled in with."""
    found = fields(view)[name]["element"]
    assert isinstance(found, dict)
    return found


def options(view: View, name: str) -> list[str]:
    """The choices of a field as they read."""
    found = element(view, name)
    listed = found.get("options") or [
        one for group in _list(found["option_groups"]) for one in _list(group["options"])
    ]
    return [_words(one["text"]) for one in _list(listed)]


def words_of(shown: Message | View) -> str:
    """Everything that can be read in the blocks, a text a line."""
    return "\n".join(all_texts(payload_of(shown)["blocks"]))


def _words(text: object) -> str:
    assert isinstance(text, dict)
    return str(text["text"])


def _list(value: object) -> list[Found]:
    assert isinstance(value, list)
    return value
