"""What can be the matter with a database, each in one sentence for whoever runs the program."""


class StorageError(Exception):
    """The database can't be used as it is. `sentence` says what is the matter and what to do next."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class CannotOpen(StorageError):
    """The database isn't where the settings say, or it isn't one. `where` names the place, never a password."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"The database {where} can't be opened: {why}")


class NewerSchema(StorageError):
    """The database was written by a later version of the program, whose tables this one doesn't know."""

    def __init__(self, where: str) -> None:
        super().__init__(
            f"The database {where} belongs to a newer version of Plenary. Install that version, or restore the backup"
            " that was made before it was brought up to date."
        )


class BrokenReferences(StorageError):
    """After being brought up to date, rows would refer to rows that aren't there, so nothing was changed."""

    def __init__(self, where: str) -> None:
        super().__init__(
            f"The database {where} has parts missing, so it was left as it was. Restore its latest backup, and try again."
        )
