"""What an organiser does: open the rooms, and try again where that came to nothing."""

from consultation.model.sessions import Phase
from soak.evening import Record
from soak.lives import Life
from soak.town import Town, until

PATIENCE = 600.0


async def in_rooms(town: Town, record: Record, life: Life) -> None:
    """Open the rooms, and wait until everything is done and shown, or the life has ended."""
    await until(lambda: town.connected or life.ended.done())
    while not life.ended.done():
        await until(lambda: record.is_settled or life.ended.done(), PATIENCE)
        if record.phase == Phase.IN_ROOMS:
            return
        await open_rooms(town, life)


async def open_rooms(town: Town, life: Life) -> None:
    """Ask for the form, and send it."""
    forms = town.workspace.forms
    forms.clear(town.organiser)
    await town.act(town.organiser, "command", channel=town.plenary, text="/consult rooms")
    try:
        await until(lambda: bool(forms.of(town.organiser)) or life.ended.done(), 5.0)
    except TimeoutError:
        return  # it did not open: its trigger lives three seconds
    for view in forms.of(town.organiser):
        await town.act(town.organiser, "submit", view_id=view.id, values={})
