"""Slack's published facts, read where they lie beside the repository."""

from pathlib import Path

SLACK = Path(__file__).parents[2].parent / "shared" / "slack"
