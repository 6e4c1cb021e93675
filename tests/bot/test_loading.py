"""What a start loads: only what it needs before somebody asks for more."""

import subprocess
import sys
from pathlib import Path

from storage.migrate import migrate

LATE = ("alembic", "asyncpg", "docx", "highspy", "mako", "numpy", "rehearsal", "typst")
START = f"""
import sys
import bot.compose, bot.logs
from storage.migrate import is_current
assert is_current(sys.argv[1])
print(*(name for name in {LATE} if name in sys.modules))
"""


def test_a_start_with_an_up_to_date_file_loads_no_solver_no_typesetter_and_no_migrations(
    tmp_path: Path,
) -> None:
    url = f"sqlite:///{tmp_path / 'plenary.sqlite3'}"
    migrate(url)
    said = subprocess.run([sys.executable, "-c", START, url], capture_output=True, text=True, check=True)
    assert said.stdout.split() == []
