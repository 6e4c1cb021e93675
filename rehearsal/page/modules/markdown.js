// The markdown block: the everyday part of standard Markdown (headings, lists, quotes, code, links, emphasis).

import { h } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { link } from "./links.js";

const RULES = [
  [/^(#{1,6})\s+(.*)$/, heading],
  [/^\s*([-*+]|\d+[.)])\s+(.*)$/, list],
  [/^>\s?(.*)$/, quote],
  [/^(?:---+|\*\*\*+)\s*$/, () => h("hr")],
];

/** A Markdown text as a fragment. */
export function markdown(text) {
  const fragment = document.createDocumentFragment();
  text.split(/^```\w*\n([\s\S]*?)\n?```$/m).forEach((part, index) => {
    if (index % 2) fragment.append(h("pre", {}, h("code", {}, part)));
    else fragment.append(...lines(part));
  });
  return fragment;
}

function lines(text) {
  const nodes = [];
  for (const line of text.split("\n")) {
    if (!line.trim()) {
      nodes.push(null);
      continue;
    }
    const [pattern, draw] = RULES.find(([one]) => one.test(line)) ?? [null, paragraph];
    const node = draw(pattern ? pattern.exec(line) : line, nodes.at(-1));
    if (node) nodes.push(node);
  }
  return nodes.filter(Boolean);
}

function heading([, signs, text]) {
  return h(`h${Math.min(6, signs.length + 2)}`, {}, ...spans(text));
}

/** Lines of one list share its element, so the one before is looked at. */
function list([, sign, text], before) {
  const tag = /\d/.test(sign) ? "ol" : "ul";
  const item = h("li", {}, ...spans(text));
  if (before?.localName !== tag)
    return h(tag, { start: tag === "ol" ? Number.parseInt(sign, 10) : null }, item);
  before.append(item);
  return null;
}

function quote([, text], before) {
  if (before?.localName !== "blockquote") return h("blockquote", {}, ...spans(text));
  before.append(h("br"), ...spans(text));
  return null;
}

function paragraph(line, before) {
  if (before?.localName !== "p") return h("p", {}, ...spans(line));
  before.append(" ", ...spans(line));
  return null;
}

const SPANS =
  /`([^`]+)`|\[([^\]]+)\]\(([^)\s]+)\)|(\*\*|__)(?=\S)(.+?\S?)\4|(\*|_)(?=\S)([^*_]+?)\6(?!\w)|~~(.+?)~~/;

/** The marks inside a line; the ones inside others are read by calling itself. */
function spans(text) {
  const found = SPANS.exec(text);
  if (!found) return text ? [withEmoji(text)] : [];
  const [whole, code, label, url, , strong, , em, struck] = found;
  const node = code
    ? h("code", {}, code)
    : url
      ? link(url, h("span", {}, ...spans(label)))
      : strong
        ? h("strong", {}, ...spans(strong))
        : em
          ? h("em", {}, ...spans(em))
          : h("del", {}, ...spans(struck));
  const before = text.slice(0, found.index);
  return [before && withEmoji(before), node, ...spans(text.slice(found.index + whole.length))].filter(
    Boolean,
  );
}
