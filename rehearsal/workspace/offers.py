"""What apps offered in menus that ask them for their options: only what was offered can be chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rehearsal.workspace.wire import Json

    Menu: TypeAlias = tuple[str, str, str, str]

EXTERNAL = frozenset(("external_select", "multi_external_select"))


class Offers:
    """The options that each person was offered, by where the menu stands: message or form, block_id, action_id."""

    def __init__(self) -> None:
        self._by_menu: dict[Menu, dict[str, Json]] = {}

    def add(self, menu: Menu, options: Iterable[Json]) -> None:
        """Remember options, beside those that were offered for other words before."""
        known = self._by_menu.setdefault(menu, {})
        known.update((str(option.get("value", "")), option) for option in options)

    def filled(self, person: str, place: str, blocks: list[Json]) -> list[Json]:
        """Return blocks in which each such menu has the options from which a person can choose."""
        return [self._block(person, place, block) for block in blocks]

    def _block(self, person: str, place: str, block: Json) -> Json:
        def fill(element: object) -> object:
            if not isinstance(element, dict) or element.get("type") not in EXTERNAL:
                return element
            menu = (person, place, block["block_id"], element["action_id"])
            first = element.get("initial_options") or [element.get("initial_option")]
            offered = [*self._by_menu.get(menu, {}).values(), *(option for option in first if option)]
            return {**element, "options": offered}

        filled: Json = {key: fill(block[key]) for key in ("element", "accessory") if key in block}
        if block.get("type") == "actions":
            filled["elements"] = [fill(element) for element in block["elements"]]
        return {**block, **filled}
