"""What can be refused, each with the one sentence told to the person concerned. No platform, no markup."""

from datetime import datetime
from typing import Literal

from consultation.model.arrangement import LineProblem
from consultation.model.placement import Obstacle
from consultation.model.sessions import Phase

ON_THE_WAY = {
    Phase.DRAFT: "is still a draft",
    Phase.SIGN_UP: "is open for sign-up",
    Phase.PLACED: "has its people placed, with rooms not open yet",
    Phase.IN_ROOMS: "is in its rooms",
    Phase.WRAP_UP: "is wrapping up",
    Phase.CLOSED: "is closed",
    Phase.PUBLISHED: "is closed and its digest is published",
}


class ConsultationError(Exception):
    """A refusal that a person can understand. `sentence` says what is the matter and what to do next."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NoSession(ConsultationError):
    """Nothing to act on: no session is at this place, or none that this person may see."""

    def __init__(self) -> None:
        super().__init__("There is no session here yet. An organiser can make one with /consult new.")


class NotAnOrganiser(ConsultationError):
    """Only an organiser of the session may do this."""

    def __init__(self, what: str) -> None:
        super().__init__(f"Only an organiser of this session can {what}.")


class MayNotOrganise(ConsultationError):
    """This workspace lets only named people make sessions."""

    def __init__(self) -> None:
        super().__init__(
            "Making sessions is kept to a few people here. Ask whoever installed Plenary to add you."
        )


class WrongPhase(ConsultationError):
    """The session is not at the point where this can be done. `question` is the session's in quotation marks."""

    def __init__(self, what: str, phase: Phase, instead: str, question: str = "") -> None:
        super().__init__(f"You can't {what} now: {question or 'the session'} {ON_THE_WAY[phase]}. {instead}")


class InvalidField(ConsultationError):
    """Something typed can't be taken as it is. `field` names the field of the draft it belongs to."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


class InvalidFields(ConsultationError):
    """Several fields of one form can't be taken as they are."""

    def __init__(self, problems: tuple[InvalidField, ...]) -> None:
        super().__init__(" ".join(problem.sentence for problem in problems))
        self.problems = problems


ListWish = Literal["join", "change", "withdraw"]
"""What somebody wants with the list."""


class SignUpClosed(ConsultationError):
    """The list can't be changed any more, or not yet: to join it, to change what one said, or to withdraw."""

    def __init__(self, phase: Phase, wanted: ListWish = "change") -> None:
        if phase is Phase.DRAFT:
            sentence = "Sign-up has not opened yet. You will see a Join button here when it does."
        elif phase in (Phase.CLOSED, Phase.PUBLISHED):
            sentence = "This session is over, so its list can't be changed any more."
        else:
            sentence = _TOO_LATE[wanted]
        super().__init__(sentence)


_TOO_LATE: dict[ListWish, str] = {
    "join": "The wrap-up has begun, so nobody can join any more. The digest comes to this channel afterwards.",
    "change": "The rooms are open, so your answers can't be changed any more. Ask an organiser if you need another room.",
    "withdraw": "The rooms are open, so the list stays as it is. You can leave your room's channel at any time; "
    "tell an organiser if there is to be another round.",
}


class NotSignedUp(ConsultationError):
    """The person is not on the session's list."""

    def __init__(self) -> None:
        super().__init__("You are not on the list of this session. Press Join on the sign-up card first.")


class OnlyWatching(ConsultationError):
    """An observer answered a poll, which is for those who take part."""

    def __init__(self) -> None:
        super().__init__(
            "You are on the list as an observer, so your answer is not counted. Ask an organiser if that should change."
        )


class InAnotherRoom(ConsultationError):
    """A poll that is put to one room was answered by somebody who neither sits in it nor leads it."""

    def __init__(self) -> None:
        super().__init__("This question is for the people of another room, so your answer is not counted.")


class NotToldYet(ConsultationError):
    """The results of an anonymous poll or survey were asked for while it is open."""

    def __init__(self) -> None:
        super().__init__("This is anonymous, so what came out is told when it closes, and not before.")


class NobodyToPlace(ConsultationError):
    """Placement was asked for with an empty list."""

    def __init__(self) -> None:
        super().__init__(
            "Nobody has signed up to take part yet, so there is no one to place. Share the sign-up card and try again."
        )


class PlacementImpossible(ConsultationError):
    """The rules leave no placement. `obstacles` say why, each with the smallest change that would make it possible."""

    def __init__(self, obstacles: tuple[Obstacle, ...]) -> None:
        super().__init__(" ".join(obstacle.said() for obstacle in obstacles))
        self.obstacles = obstacles


class PlacementStopped(ConsultationError):
    """The person who asked for a placement stopped it before it was found."""

    def __init__(self) -> None:
        super().__init__("Placing was stopped, so nothing has changed. Type /consult place to start again.")


class PlacementUnfinished(ConsultationError):
    """No placement was found in the time that was given, and none was shown to be impossible."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"No placement was found in {seconds:.0f} seconds. Please try again, or with fewer rules for pairs and organisations."
        )
        self.seconds = seconds


class PlacementAtWork(ConsultationError):
    """A placement that was to be used is still being found."""

    def __init__(self) -> None:
        super().__init__(
            "The rooms are still being worked out, and nothing has changed yet. Press the button again in a few seconds."
        )


class ListChanged(ConsultationError):
    """What an organiser looked at would not be what they get: the list or the rules are others by now."""

    def __init__(self) -> None:
        super().__init__(
            "The list or the rules changed since you looked. Press Look again, then place people."
        )


class NotLookedAt(ConsultationError):
    """A change by hand was sent that is not the one whose effects were shown."""

    def __init__(self) -> None:
        super().__init__("See what this does first: press Show what it does, then send it.")


class PlacementMovedOn(ConsultationError):
    """A change was to be undone on a placement that is another by now, as where the button is pressed twice."""

    def __init__(self) -> None:
        super().__init__("The placement is another one by now. This is how it stands.")


class NoSheet(ConsultationError):
    """A spreadsheet is wanted, and there is none, or there are two."""

    def __init__(self) -> None:
        super().__init__("Choose a file or paste its lines, one of the two. Nothing has changed.")


class NothingToUndo(ConsultationError):
    """There is only the first placement."""

    def __init__(self) -> None:
        super().__init__(
            "There is no change to undo. To go back to sign-up with nobody placed, type /consult unplace."
        )


class SeatLocked(ConsultationError):
    """The person's seat is locked: nothing moves them until it is unlocked."""

    def __init__(self) -> None:
        super().__init__("This seat is locked, so nobody was moved. Unlock it first, then try again.")


class SheetRefused(ConsultationError):
    """A spreadsheet of seats can't be taken. `problems` say why, line by line, of `many` in all; nothing was changed."""

    def __init__(self, problems: tuple[LineProblem, ...], many: int = 1) -> None:
        lines = " ".join(f"Line {problem.line}: {problem.sentence}" for problem in problems)
        super().__init__(f"{lines} Nothing has changed; please mend the sheet and send it again.")
        self.problems = problems
        self.many = max(many, len(problems))


class DocumentTooLarge(ConsultationError):
    """A file that somebody sent is larger than what is taken."""

    def __init__(self, bytes_most: int) -> None:
        super().__init__(f"That file is too large: {bytes_most // 1000:,} kB are taken. Nothing has changed.")


class PollClosed(ConsultationError):
    """A ballot came after the close."""

    def __init__(self, closed_at: datetime) -> None:
        super().__init__(
            "This poll has closed, so your answer could not be counted. Answers given before the close stand."
        )
        self.closed_at = closed_at


class ConversationClosed(ConsultationError):
    """Something came after a round of statements was closed."""

    def __init__(self) -> None:
        super().__init__(
            "This round of statements is closed, so nothing more is counted. What was said before stands."
        )


class SurveyClosed(ConsultationError):
    """An answer came after a survey was closed."""

    def __init__(self) -> None:
        super().__init__(
            "This survey has closed, so nothing was changed. What you saved before the close counts."
        )


class NothingToAnswer(ConsultationError):
    """Somebody wants to take part, and nothing is open."""

    def __init__(self) -> None:
        super().__init__(
            "There is nothing to answer here just now. A card in the channel says when there is."
        )


class NoSuchThing(ConsultationError):
    """What was pressed or named is not there any more, or is in another workspace."""

    def __init__(self, noun: str) -> None:
        super().__init__(f"That {noun} is not there any more. Type /consult to see where things stand.")


class NoSuchTemplate(ConsultationError):
    """No template's name begins with what was typed, which is given in quotation marks."""

    def __init__(self, typed: str) -> None:
        super().__init__(f"No template's name begins with {typed}. Type /consult library to see them all.")


class CannotReachPlace(InvalidField):
    """The bot is not in the channel it should post to and can't let itself in. The field is `place`."""

    def __init__(self) -> None:
        super().__init__(
            "place", "I can't post in that channel yet. Type /invite @Plenary there, then try again."
        )
