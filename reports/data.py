"""The tables as CSV that no spreadsheet takes for formulas, and as JSON."""

import csv
import json
from collections.abc import Iterable
from io import StringIO

from reports.tables import DataTable, Value, codebook

FORMULA_STARTS = frozenset("=+-@\t\r\n|%＝＋－＠")  # noqa: RUF001 - full-width forms start a formula too
"""What a spreadsheet takes for the start of a formula (OWASP, CSV injection), full-width forms with it."""
_UNSEEN = " \u00a0\u3000\ufeff\u200b\u200c\u200d\u200e\u200f\u2060\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069'\""
"""What may stand before it without being seen."""


def safe(value: Value) -> str:
    """A cell that stays what it is: text that a spreadsheet would calculate gets an apostrophe before it."""
    if not isinstance(value, str):
        return "" if value is None else str(value)
    seen = value.lstrip(_UNSEEN)
    return f"'{value}" if value[:1] in FORMULA_STARTS or seen[:1] in FORMULA_STARTS else value


def csv_of(table: DataTable) -> bytes:
    """The table as CSV (RFC 4180): UTF-8 with the mark that spreadsheets look for, every cell quoted."""
    file = StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows([safe(value) for value in row] for row in table.rows)
    return file.getvalue().encode("utf-8-sig")


def json_of(tables: Iterable[DataTable]) -> bytes:
    """All tables as one JSON object, each with what its rows and columns mean. Withheld figures are null."""
    held = {
        table.name: {
            "row": table.row,
            "columns": [
                {"name": one.name, "meaning": one.meaning, "values": one.values} for one in table.columns
            ],
            "rows": [dict(zip((one.name for one in table.columns), row, strict=True)) for row in table.rows],
        }
        for table in tables
    }
    return json.dumps(held, ensure_ascii=False, indent=1).encode() + b"\n"


def data_files(tables: Iterable[DataTable]) -> dict[str, bytes]:
    """Every data file by its name: a CSV for each table, the codebook, and the whole as JSON."""
    held = tuple(tables)
    book = codebook(held)
    return {**{f"{table.name}.csv": csv_of(table) for table in (*held, book)}, "data.json": json_of(held)}
