"""Typesetting with Typst: a template of ours and data become PDF or PNG, on this machine, with the typefaces that are shipped."""

import json
import logging
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from consultation.ports.reports import ReportNotMade
from reports.brand import Brand, tint
from reports.words import RIGHT_TO_LEFT, TYPEFACES, breakable, language, printable

if TYPE_CHECKING:
    import typst

log = logging.getLogger(__name__)

TEMPLATES = Path(__file__).with_name("templates")
FALLBACK = (
    "Source Sans 3",
    "Noto Emoji",
    "Noto Sans CJK SC",
    "Noto Sans Arabic",
    "Noto Sans Hebrew",
    "Noto Sans Thai",
    "Noto Sans Devanagari",
    "Noto Sans Bengali",
    "Noto Sans Gurmukhi",
    "Noto Sans Gujarati",
    "Noto Sans Tamil",
    "Noto Sans Symbols",
    "Noto Sans Symbols2",
    "Noto Sans Math",
)
SCALE_REST = ("#84919c", "#c27c38", "#8f4310")
"""Neither, disagree, strongly disagree: each stands out from white by 3 at least (WCAG 2.2, 1.4.11)."""

GRAPHIC_CONTRAST = 3.1


def typeset(
    template: str, data: dict[str, object], brand: Brand, output: Literal["pdf", "png"], ppi: float = 144
) -> bytes:
    """The file that a template draws from data: PDF/UA-1, or one page as PNG. Blocking: call it in a thread.

    No text of people is ever part of the template: it goes in as data. A logo that can't be drawn is left out. Raises ReportNotMade.
    """
    try:
        return _typeset(template, data, brand, output, ppi)
    except ReportNotMade as problem:
        if not brand.logo:
            raise
        made = _typeset(template, data, replace(brand, logo=b""), output, ppi)
        log.warning("the logo of the reports can't be drawn, and is left out: %s", problem)
        return made


def _typeset(
    template: str, data: dict[str, object], brand: Brand, output: Literal["pdf", "png"], ppi: float
) -> bytes:
    import typst

    inputs = {"data": json.dumps({**data, "look": look(brand)}, ensure_ascii=False)}
    try:
        made = typst.Compiler(
            str(TEMPLATES / template),
            str(TEMPLATES),
            font_paths=_fonts(brand.folder),
            ignore_system_fonts=True,
            sys_inputs=inputs,
        ).compile(format=output, ppi=ppi, pdf_standards=["ua-1"] if output == "pdf" else [], timestamp=0)
    except typst.TypstError as error:
        raise ReportNotMade(str(error)) from error
    if not isinstance(made, bytes):
        raise ReportNotMade("it has more than one page")
    return made


def look(brand: Brand) -> dict[str, object]:
    """What a template needs to know of a brand."""
    own = tint(brand.accent, GRAPHIC_CONTRAST)
    return {
        "accent": brand.accent,
        "scale": [brand.accent, own, *SCALE_REST],
        "body": [brand.body, *FALLBACK],
        "heading": [brand.heading, "Source Serif 4", *FALLBACK],
        "logo": list(brand.logo),
        "logo_format": brand.logo_format,
        "logo_alt": printable(brand.logo_words),
        "organisation": printable(brand.name),
    }


def said(text: str) -> object:
    """A text as the templates take it: with its language and direction where its script tells them."""
    known = language(text)
    return (
        {"text": breakable(text), "lang": known, "rtl": known in RIGHT_TO_LEFT} if known else breakable(text)
    )


@cache
def _fonts(folder: Path | None) -> "typst.Fonts":
    import typst

    folders = [str(TYPEFACES), *([str(folder)] if folder else [])]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
