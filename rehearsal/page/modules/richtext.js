// rich_text blocks: what Slack's own composer makes.

import { h } from "./dom.js";
import { character, emoji } from "./emoji.js";
import { link } from "./links.js";
import * as mentions from "./mentions.js";
import { dateOf, fillDate } from "./time.js";

/** A rich_text block (or a part of one that holds sections) as nodes. */
export function richText(block) {
  return (block.elements ?? []).map(part).filter(Boolean);
}

const PARTS = {
  rich_text_section: (one) => h("p.rich", { dir: "auto" }, ...pieces(one)),
  rich_text_quote: (one) => h("blockquote", { dir: "auto" }, ...pieces(one)),
  rich_text_preformatted: (one) => h("pre", {}, h("code", {}, ...pieces(one))),
  rich_text_list: list,
};

function part(one) {
  return PARTS[one.type]?.(one);
}

function list(one) {
  const ordered = one.style === "ordered";
  const attributes = {
    class: `rich-list indent-${Math.min(one.indent ?? 0, 5)}`,
    start: ordered && one.offset ? one.offset + 1 : null,
  };
  const items = (one.elements ?? []).map((item) => h("li", { dir: "auto" }, ...pieces(item)));
  return h(ordered ? "ol" : "ul", attributes, items);
}

function pieces(one) {
  return (one.elements ?? []).map((piece) =>
    styled(PIECES[piece.type]?.(piece) ?? piece.text ?? "", piece.style ?? {}),
  );
}

const PIECES = {
  text: (piece) => piece.text,
  link: (piece) => link(piece.url, piece.text || piece.url),
  emoji: (piece) =>
    fromUnicode(piece) ?? emoji(piece.skin_tone ? `${piece.name}::skin-tone-${piece.skin_tone}` : piece.name),
  user: (piece) => mentions.person(piece.user_id),
  channel: (piece) => mentions.channel(piece.channel_id),
  broadcast: (piece) => mentions.broadcast(piece.range),
  usergroup: () => h("span.mention", {}, "@group"),
  date: (piece) =>
    h(
      "time",
      { datetime: dateOf(piece.timestamp).toISOString() },
      fillDate(piece.timestamp, piece.format) ?? piece.fallback ?? "",
    ),
  color: (piece) => h("code", {}, piece.value),
};

/** Slack sends the code points along; they help where the name is not in our table. */
function fromUnicode(piece) {
  if (!piece.unicode || character(piece.name)) return null;
  const points = piece.unicode.split("-").map((hex) => Number.parseInt(hex, 16));
  return points.some(Number.isNaN)
    ? null
    : h("span.emoji", { role: "img", "aria-label": piece.name }, String.fromCodePoint(...points));
}

const STYLES = { code: "code", bold: "strong", italic: "em", strike: "del", underline: "u" };

function styled(content, style) {
  let node = content;
  for (const [name, tag] of Object.entries(STYLES)) if (style[name]) node = h(tag, {}, node);
  return node;
}
