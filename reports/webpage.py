"""The report as one accessible HTML file: no script, no request, and a policy that forbids both."""

import base64
import hashlib
import re
from functools import cache
from html import escape

from consultation.texts import quoted
from reports.brand import Brand, tint
from reports.document import Bar, Block, Chart, Document, Item, Items, Lead, Paragraph, Scale, Section, Table
from reports.typesetting import GRAPHIC_CONTRAST, SCALE_REST, TEMPLATES
from reports.words import RIGHT_TO_LEFT, clean, language, timed

GAP = 0.4
"""White between two parts of a bar, in per cent of its width."""


def webpage(document: Document, brand: Brand) -> str:
    """The document as a whole HTML page that asks nobody for anything."""
    style = _style(brand)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
    return "\n".join(
        (
            "<!doctype html>",
            f'<html lang="{escape(document.language)}">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            f"<title>{escape(document.title)}</title>",
            f'<meta name="description" content="{escape(document.description)}">',
            f"<style>{style}</style>",
            "</head>",
            *_body(document, brand),
            "</html>",
            "",
        )
    )


def _style(brand: Brand) -> str:
    """The page's style in the brand's colours and typefaces. Ours are in it, for whoever has none of the brand's."""
    style = (TEMPLATES / "page.css").read_text("utf-8").replace("ACCENT", brand.accent)
    for place, family in (("BODY", brand.body), ("HEADING", brand.heading)):
        style = style.replace(place, '"' + re.sub(r"[^\w -]", "", family) + '"')
    return re.sub(r"FONT\[([a-z-]+)\]", lambda found: _typeface(found[1]), style)


@cache
def _typeface(name: str) -> str:
    content = (TEMPLATES / "web" / f"{name}.woff").read_bytes()
    return f"data:font/woff;base64,{base64.b64encode(content).decode()}"


def _body(document: Document, brand: Brand) -> tuple[str, ...]:
    return (
        "<body>",
        '<a class="skip" href="#content">Skip to the report</a>',
        f'<div class="cover"><header>{_cover(document)}</header></div>',
        '<main id="content">',
        _facts(document),
        _contents(document),
        *(_section(section, 2, brand) for section in document.sections),
        "</main>",
        f"<footer>{_logo(brand)}{_tag('p', document.organisation)}</footer>",
        "</body>",
    )


def _cover(document: Document) -> str:
    lines = (document.programme, *document.about)
    first, *rest = (_tag("p", line) if line else "" for line in lines)
    return "".join((first, _tag("h1", document.title), *rest))


def _facts(document: Document) -> str:
    pairs = (
        f"<div><dt>{escape(name)}</dt><dd>{escape(figure)}</dd></div>" for figure, name in document.facts
    )
    return f'<dl class="facts">{"".join(pairs)}</dl>'


def _contents(document: Document) -> str:
    lines = (
        f'<li><a href="#{one.anchor}"{_spoken(one.title)}>{escape(one.title)}</a></li>'
        for one in document.sections
    )
    return f'<nav aria-labelledby="contents"><h2 id="contents">Contents</h2><ul>{"".join(lines)}</ul></nav>'


def _logo(brand: Brand) -> str:
    if not brand.logo:
        return ""
    kind = {"png": "image/png", "jpg": "image/jpeg", "svg": "image/svg+xml"}[brand.logo_format]
    source = f"data:{kind};base64,{base64.b64encode(brand.logo).decode()}"
    return f'<p><img src="{source}" alt="{escape(clean(brand.logo_words))}" height="56"></p>'


def _section(section: Section, level: int, brand: Brand) -> str:
    blocks = (_block(block, level + 1, brand) for block in section.blocks)
    parts = (_section(part, level + 1, brand) for part in section.parts)
    head = f'<h{level} id="{section.anchor}"{_spoken(section.title)}>{escape(section.title)}</h{level}>'
    return f'<section aria-labelledby="{section.anchor}">\n{head}\n' + "\n".join(
        (*blocks, *parts, "</section>")
    )


def _block(block: Block, level: int, brand: Brand) -> str:
    match block:
        case Lead(text):
            return _tag("p", text, "lead")
        case Paragraph(text, quiet):
            return _tag("p", text, "quiet" if quiet else "")
        case Items():
            return _items(block, level)
        case Table():
            return _table(block)
        case Chart():
            return _chart(block, level, brand)


def _items(items: Items, level: int) -> str:
    name = "ol" if items.numbered else "ul"
    title = _tag(f"h{level}", items.title) if items.title else ""
    return f"{title}<{name}>{''.join(map(_item, items.items))}</{name}>"


def _item(item: Item) -> str:
    ref, detail = "", f' <span class="detail">{escape(item.detail)}</span>' if item.detail else ""
    if item.ref:
        inner = f'<span class="ref">{escape(item.ref)}</span>'
        label = f' aria-label="Note {escape(item.ref)}, where it was said"'
        ref = f' <a href="{escape(item.link)}"{label}>{inner}</a>' if item.link else f" {inner}"
    return f"<li{_spoken(item.text)}>{escape(item.text)}{ref}{detail}</li>"


def _table(table: Table) -> str:
    heads = (
        f'<th scope="col"{_number(place in table.numbers)}>{escape(name)}</th>'
        for place, name in enumerate(table.header)
    )
    rows = ("".join(_cell(place, cell, table) for place, cell in enumerate(row)) for row in table.rows)
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    whole = f"<table><caption>{escape(table.caption)}</caption><thead><tr>{''.join(heads)}</tr></thead><tbody>{body}</tbody></table>"
    return whole if table.numbers else _stacking(whole)


_ROLES = {
    "<table>": '<table class="wordy" role="table">',
    "<thead>": '<thead role="rowgroup">',
    "<tbody>": '<tbody role="rowgroup">',
    "<tr>": '<tr role="row">',
    '<th scope="col"': '<th role="columnheader" scope="col"',
    '<th scope="row"': '<th role="rowheader" scope="row"',
    "<td": '<td role="cell"',
}


def _stacking(table: str) -> str:
    """A table of words alone, whose cells stand under each other on a phone: a table to a screen reader there, too."""
    for tag, told in _ROLES.items():
        table = table.replace(tag, told)
    return table


def _cell(place: int, cell: str, table: Table) -> str:
    if place:
        named = "" if table.numbers else f' data-name="{escape(table.header[place])}"'
        return f"<td{named}{_number(place in table.numbers) or _whole(cell)}{_spoken(cell)}>{_breaking(cell)}</td>"
    return f'<th scope="row"{_whole(cell)}{_spoken(cell)}>{_breaking(cell)}</th>'


def _breaking(cell: str) -> str:
    """A cell that may be parted after a stroke, before it has to be inside a word."""
    return re.sub(r"(?<=\w)/(?=\w)", "/<wbr>", escape(timed(cell)))


WHOLE_MOST = 12
"""Letters of a word that is not broken in a table: three columns of such words fit on the smallest phone."""


def _whole(cell: str) -> str:
    return ' class="whole"' if all(len(word) <= WHOLE_MOST for word in re.split(r"[\s-]", cell)) else ""


def _unseen(words: str) -> str:
    """What is read out and not shown, since the page shows it another way."""
    return f'<span class="unseen">{escape(words)}</span>'


def _number(yes: bool) -> str:
    return ' class="n"' if yes else ""


def _chart(chart: Chart, level: int, brand: Brand) -> str:
    colours = (brand.accent, tint(brand.accent, GRAPHIC_CONTRAST), *SCALE_REST)
    agreement = chart.scale is Scale.AGREEMENT
    share = (
        f"<strong>{chart.share} %</strong> <span>agree or strongly agree</span>"
        if chart.share is not None
        else ""
    )
    drawn = any(bar.share is not None for bar in chart.bars)
    return "".join(
        (
            _tag(f"h{level}", chart.title),
            f'<p class="finding">{share or escape(chart.finding)} <span class="base">{escape(chart.base)}</span></p>',
            _stacked(chart, colours) if agreement and drawn else "",
            _bars(
                _unseen(f"Answers to {quoted(chart.title)}"),
                "Answer",
                chart.bars,
                colours if agreement else (brand.accent,),
                legend=agreement,
            )
            if drawn
            else "",
            _bars("Agree or strongly agree, by room", "Room", chart.rooms, (brand.accent,))
            if chart.rooms
            else "",
            _tag("p", chart.note, "quiet") if chart.note else "",
        )
    )


def _stacked(chart: Chart, colours: tuple[str, ...]) -> str:
    parts, start = [], 0.0
    # What may not be told leaves an empty part at the end; rounding must not.
    untold = any(bar.share is None for bar in chart.bars)
    whole = 100 if untold else sum(bar.share or 0 for bar in chart.bars) - GAP
    for place, bar in enumerate(chart.bars):
        if bar.share:
            share = bar.share * 100 / whole
            colour = colours[min(place, len(colours) - 1)]
            width = max(share - GAP, GAP)
            parts.append(f'<rect x="{start:.1f}%" width="{width:.1f}%" height="100%" fill="{colour}"/>')
            start += share
    return f'<svg class="stack" role="img" aria-label="{escape(chart.summary)}">{"".join(parts)}</svg>'


def _bars(
    caption: str, name: str, bars: tuple[Bar, ...], colours: tuple[str, ...], *, legend: bool = False
) -> str:
    own = [colours[min(place, len(colours) - 1)] for place in range(len(bars))]
    rows = "".join(_bar(bar, colour, legend=legend) for bar, colour in zip(bars, own, strict=True))
    head = f'<th scope="col">{name}</th><th scope="col" class="bar">{_unseen("Bar")}</th><th scope="col" class="n">Answers</th><th scope="col" class="n">Share</th>'
    return f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _bar(bar: Bar, colour: str, *, legend: bool) -> str:
    swatch = (
        f'<svg class="swatch" aria-hidden="true"><rect width="100%" height="100%" fill="{colour}"/></svg>'
        if legend
        else ""
    )
    drawn = f'<svg aria-hidden="true"><rect width="{bar.share or 0}%" height="100%" fill="{colour}"/></svg>'
    answers = "not shown" if bar.answers is None else f"{bar.answers:,}"
    return (
        f'<tr><th scope="row"{_spoken(bar.label)}>{swatch}{escape(bar.label)}</th><td class="bar">{drawn}</td>'
        f'<td class="n">{answers}</td><td class="n">{escape(bar.figure)}</td></tr>'
    )


def _tag(name: str, text: str, kind: str = "") -> str:
    style = f' class="{kind}"' if kind else ""
    return f"<{name}{style}{_spoken(text)}>{escape(text)}</{name}>"


def _spoken(text: str) -> str:
    """The attributes that tell a screen reader in which language to read, and a browser from which side."""
    known = language(text)
    side = ' dir="rtl"' if known in RIGHT_TO_LEFT else ""
    return f' lang="{known}"{side}' if known else ""
