"""CSV as people's spreadsheets write and want it: encodings, separators, and cells that no program takes for a formula."""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from consultation.errors import SheetRefused
from consultation.model.arrangement import LineProblem

BYTES_MOST = 4_000_000
"""Size of a sheet: 20,000 lines of 200 letters."""

LINES_MOST = 20_000
"""Lines of a sheet, the first one with the names of the columns aside."""

SEPARATORS = (",", ";", "\t")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a cell begins with that a spreadsheet program may carry out (owasp.org, CSV injection)."""

WORKBOOK = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How Excel's own files begin, the new ones and the old."""

NOT_CSV = "This is no CSV. In your spreadsheet program choose Save as, then CSV UTF-8."


def csv_of(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as CSV that Excel opens by itself: UTF-8 with a mark that says so, no cell that begins like a formula."""
    text = io.StringIO()
    csv.writer(text).writerows([_harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def rows_of(data: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    """Each line that is not empty: its number in the sheet, and its cells by the names of their columns, in small letters.

    In UTF-8, UTF-16 or the Windows alphabet, with commas, semicolons or tabs. Raises SheetRefused, perhaps only on the way.
    """
    text = _decoded(data)
    separator, text, offset = _separated(text)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    columns: list[str] | None = None
    number = before = 0
    try:
        for row in lines:
            line, before = before + 1 + offset, lines.line_num
            if not any(cell.strip() for cell in row):
                continue
            if columns is None:
                columns = [" ".join(cell.strip("\ufeff").split()).casefold() for cell in row]
                continue
            number += 1
            if number > LINES_MOST:
                raise refused(line, f"The sheet has more than {LINES_MOST:,} lines.")
            yield line, dict(zip(columns, (_meant(cell.strip()) for cell in row), strict=False))
    except csv.Error:
        raise refused(before + 1 + offset, "This line is not CSV. A quotation mark may be open.") from None
    if columns is None:
        raise refused(1, "The sheet is empty.")


def refused(line: int, sentence: str) -> SheetRefused:
    """A sheet that can't be taken for one reason."""
    return SheetRefused((LineProblem(line, sentence),))


def _harmless(cell: str) -> str:
    # A cell that looks as if it had got its ' from us gets another one, so that what is read is what was written.
    return f"'{cell}" if cell.lstrip("'").startswith(FORMULA) else cell


def _meant(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(FORMULA) else cell


def _decoded(data: bytes) -> str:
    if len(data) > BYTES_MOST:
        raise refused(1, f"The sheet has {len(data):,} bytes and {BYTES_MOST:,} fit.")
    if data.startswith(WORKBOOK):
        raise refused(1, NOT_CSV)
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise refused(1, NOT_CSV)


def _separated(text: str) -> tuple[str, str, int]:
    """The separator, the text after a line "sep=;" with which Excel is told of it, and how many lines that took."""
    head, _, rest = text.partition("\n")
    if head.lower().startswith("sep=") and head.strip()[4:] in SEPARATORS:
        return head.strip()[4:], rest, 1
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(SEPARATORS, key=first.count), text, 0
