"""What can be the matter with a database, each in one sentence for whoever runs the program."""

import os
from typing import ClassVar

NOT_THERE = "it is not there. Check DATABASE_URL and the folder you are in; a first start, or ./run bot migrate, makes it."
"""Why a file that was never made can't be looked through or copied."""


class StorageError(Exception):
    """The database can't be used as it is. `sentence` says what is the matter and what to do next.

    `code` is how the program ends then, as sysexits.h numbers it.
    """

    code: ClassVar[int] = os.EX_CONFIG

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class BadAddress(StorageError):
    """DATABASE_URL doesn't name a database that we can use. `why` never repeats a password."""

    def __init__(self, why: str) -> None:
        super().__init__(f"The database of the settings can't be used: {why}")


class CannotOpen(StorageError):
    """The database isn't where the settings say, or it isn't one. `where` names the place, never a password."""

    code = os.EX_IOERR

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"The database {where} can't be opened: {why}")
        self.why = why


class ReadOnly(StorageError):
    """The database can be read and not written to, so that nothing new would be remembered."""

    code = os.EX_IOERR

    def __init__(self, where: str) -> None:
        super().__init__(
            f"The database {where} can only be read: make the file and its folder writable for the user that runs Plenary"
            " (chmod u+w), or mount its disk for writing."
        )


class Damaged(StorageError):
    """The file is no longer a whole database. It is left as it is."""

    code = os.EX_IOERR

    def __init__(self, where: str, what: str) -> None:
        super().__init__(
            f"The database {where} is damaged ({what}) and was left as it is: stop Plenary, keep the file, and bring back the"
            " latest backup with ./run bot restore FILE."
        )


class Moved(StorageError):
    """The file, or its log, was moved, replaced or deleted while it is in use: what is written now would be found by nobody."""

    code = os.EX_IOERR

    def __init__(self, where: str) -> None:
        super().__init__(
            f"The database {where} was moved, replaced or deleted while Plenary uses it, so nothing is stored: put it back, or stop"
            " Plenary and bring back the latest backup with ./run bot restore FILE."
        )


class AlreadyRunning(StorageError):
    """Another process works with this database, and there may be one only."""

    code = os.EX_TEMPFAIL

    def __init__(self, where: str) -> None:
        super().__init__(
            f"Another Plenary is using the database {where}: stop it first, or give this one its own."
        )


class NetworkDisk(StorageError):
    """The file is on a disk that several machines share, on which SQLite loses data."""

    def __init__(self, where: str, kind: str) -> None:
        super().__init__(
            f"The database {where} is on a network disk ({kind}), on which SQLite may lose data: move it to a disk of this"
            " machine, or use PostgreSQL by DATABASE_URL."
        )


class OpenToOthers(StorageError):
    """Others on this machine may read the file, and we may not change that."""

    def __init__(self, where: str) -> None:
        super().__init__(
            f"The file {where} can be read by others on this machine, and belongs to another user: run chmod 600 on it as"
            " its owner."
        )


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


class LostRows(StorageError):
    """Being brought up to date would have changed rows that it should have left alone, so nothing was changed."""

    def __init__(self, where: str, table: str) -> None:
        super().__init__(
            f"Bringing the database {where} up to date would have changed its {table}, so it was left as it was. Keep using"
            " the version that you had, and tell whoever maintains Plenary."
        )


class CannotCopy(StorageError):
    """A copy can't be written where it should be."""

    code = os.EX_IOERR

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"The copy {where} can't be made: {why}")


class BadBackup(StorageError):
    """A copy that was made, or is to be restored, is not whole."""

    code = os.EX_IOERR

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"The backup {where} can't be used: {why}")
