"""Writes the typefaces that a web page carries in itself: Latin letters only, as WOFF. Run it after a typeface was changed.

They bear names of their own, since the licence keeps the names of the whole typefaces for those.
"""

from itertools import chain
from pathlib import Path

from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]  # the package has no types
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # as above

from reports.words import TYPEFACES

WEB = Path(__file__).with_name("templates") / "web"
LETTERS = (
    range(0x20, 0x7F),
    range(0xA0, 0x180),
    range(0x2009, 0x203B),
    (0x20AC, 0x2190, 0x2192, 0x2197, 0x2212),
)
FEATURES = ["kern", "liga", "tnum", "lnum", "calt", "ccmp", "locl", "mark", "mkmk"]
FAMILY, WHOLE, NAMES, POSTSCRIPT = 1, 4, {1, 3, 4, 6, 16}, 6
"""Entries of a typeface's table of names (OpenType, name ids)."""
MADE = {
    "sans": ("SourceSans3-Regular.ttf", "Plenary Sans", "Regular"),
    "sans-semibold": ("SourceSans3-SemiBold.ttf", "Plenary Sans", "SemiBold"),
    "serif": ("SourceSerif4-Regular.ttf", "Plenary Serif", "Regular"),
    "serif-semibold": ("SourceSerif4-SemiBold.ttf", "Plenary Serif", "SemiBold"),
}


def write(name: str) -> None:
    """Make one of the files anew."""
    source, family, style = MADE[name]
    options = Options(layout_features=FEATURES, hinting=False, notdef_outline=True, name_IDs=["*"])
    typeface = TTFont(TYPEFACES / source)
    cutter = Subsetter(options)
    cutter.populate(unicodes=list(chain(*LETTERS)))
    cutter.subset(typeface)
    for entry in typeface["name"].names:
        if entry.nameID in NAMES:
            whole = f"{family} {style}"
            entry.string = {FAMILY: family, 16: family, POSTSCRIPT: whole.replace(" ", "")}.get(
                entry.nameID, whole
            )
    typeface.flavor = "woff"
    typeface.save(WEB / f"{name}.woff")


if __name__ == "__main__":
    for each in MADE:
        write(each)
