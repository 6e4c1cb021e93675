"""What can be refused about notes and findings, each with the one sentence told to the person concerned."""

from consultation.errors import ConsultationError


class NotAKeeper(ConsultationError):
    """Somebody wants to keep a note where they may not, or where no session is under way."""

    def __init__(self) -> None:
        super().__init__(
            "Notes are kept by the facilitator of a room and by organisers, in a session's channel and rooms while it is under way."
        )


class NotTheFacilitator(ConsultationError):
    """Somebody wants to edit or confirm the points of a room that they don't lead."""

    def __init__(self) -> None:
        super().__init__(
            "Only the facilitator of the room, and organisers, can edit and confirm its points. In a room's list of points you can"
            " say what you think of them with the other buttons."
        )


class NothingToKeep(ConsultationError):
    """A message has no words, is one of ours, or is gone."""

    def __init__(self) -> None:
        super().__init__(
            "That message has no words that can be kept. Type the note with /consult note instead."
        )


class NobodyLeft(ConsultationError):
    """Rooms are to be opened that everybody has left since people were placed."""

    def __init__(self) -> None:
        super().__init__(
            "Everybody who was to take part has withdrawn or been left out, so there is no room to open and nothing has happened."
            " Who joins now gets a place at once; to begin again, go back to sign-up with /consult unplace."
        )


class DraftChanged(ConsultationError):
    """A sheet was sent whose points are others by now."""

    def __init__(self) -> None:
        super().__init__(
            "Points came in or changed while you were editing. Copy your lines, open the draft again and put them in."
        )


class NothingChanged(ConsultationError):
    """A correction that corrects nothing."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing has changed since the last version. Edit the points first with /consult draft."
        )


class NothingNew(ConsultationError):
    """What a programme found is posted already, and nothing was published since."""

    def __init__(self) -> None:
        super().__init__(
            "This is posted already, and no digest was published since. Publish another one first."
        )


class NotInThisRoom(ConsultationError):
    """Somebody wants to judge the points of a room that they did not sit in, or to vote without having been in one."""

    def __init__(self) -> None:
        super().__init__(
            "Only people who sit in a room of this session can do this, until its digest is published."
        )


class NothingToRank(ConsultationError):
    """There are no actions to vote on."""

    def __init__(self) -> None:
        super().__init__(
            "There are no actions yet. Put :dart: on a message, or carry a point forward with /consult draft."
        )


class TooManyVotes(ConsultationError):
    """Somebody gives more votes than they have."""

    def __init__(self, most: int) -> None:
        super().__init__(
            f"You have given your {most} votes. Press the button of one of them again to take it back."
        )


class NothingPublished(ConsultationError):
    """A programme none of whose sessions has published anything."""

    def __init__(self) -> None:
        super().__init__(
            "No session of this programme has published its digest yet. Publish one with /consult digest first."
        )
