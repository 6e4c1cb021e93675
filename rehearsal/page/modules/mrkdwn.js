// Slack's mrkdwn as nodes: *bold*, _italic_, ~strike~, `code`, ```pre```, > quotes, <links>, :emoji:.

import { h } from "./dom.js";
import { character, emoji, withEmoji } from "./emoji.js";
import { link } from "./links.js";
import * as mentions from "./mentions.js";
import { dateOf, fillDate, fullTime } from "./time.js";

/** Slack's three escapes, undone. */
export function unescape(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

// Arrows are signs between words here; without the selector after them, some systems draw them as coloured pictures.
const ARROWS = /[\u2194-\u2199](?!\ufe0f)/g;
const words = (text) => unescape(text).replace(ARROWS, "$&\ufe0e");

/** A whole text as a fragment. */
export function mrkdwn(text) {
  const fragment = document.createDocumentFragment();
  String(text ?? "")
    .split(/```(?:\n)?([\s\S]+?)```/)
    .forEach((part, index) => {
      if (index % 2)
        fragment.append(
          h(
            "pre",
            {},
            h("code", {}, unescape(part.replace(/<([^<>|\s]+)(?:\|([^<>]*))?>/g, "$1").replace(/\n$/, ""))),
          ),
        );
      else paragraphs(part, fragment);
    });
  return fragment;
}

/** A plain_text object: its emoji names count, nothing else does. */
export function plain(text, withNames = true) {
  const shown = unescape(String(text ?? ""));
  return withNames ? withEmoji(shown) : shown;
}

const QUOTE = /^(?:>|&gt;) ?/;
const LONG_QUOTE = /^(?:>>>|&gt;&gt;&gt;) ?/;

// Slack has no lists in mrkdwn: what looks like one is lines that begin with a sign. They are set as lists are.
const BULLET = /^[•◦▪‣] /;
const NUMBER = /^(?:\d{1,2}[.)]|\*\d{1,2}[.)]\*) /;
const UNDER = /^ {2,}(?=\S)/;

// Which kind a line begins, which lines after it belong to it, and how they are drawn together.
const KINDS = [
  { sign: LONG_QUOTE, goesOn: () => true, draw: quote },
  { sign: QUOTE, goesOn: (line) => QUOTE.test(line), draw: quote },
  { sign: BULLET, goesOn: (line) => UNDER.test(line), draw: item },
  { sign: NUMBER, goesOn: (line) => UNDER.test(line), draw: item },
];
const kindOf = (line) => KINDS.find(({ sign }) => sign.test(line));
const RUN = { goesOn: (line) => !kindOf(line), draw: run };

function paragraphs(text, parent) {
  const lines = text.split("\n");
  const parts = [];
  for (let at = 0; at < lines.length; at += parts.at(-1).lines.length) {
    const { goesOn, draw } = kindOf(lines[at]) ?? RUN;
    let end = at + 1;
    while (end < lines.length && goesOn(lines[end])) end += 1;
    parts.push({ draw, lines: lines.slice(at, end) });
  }
  parts.forEach(({ draw, lines: own }, at) => draw(own, parent, parts[at - 1]?.draw, parts[at + 1]?.draw));
}

function quote(lines, parent) {
  const sign = LONG_QUOTE.test(lines[0]) ? LONG_QUOTE : QUOTE;
  const block = h("blockquote");
  inline(lines.map((line) => line.replace(sign, "")).join("\n"), block);
  parent.append(block);
}

function item([line, ...under], parent) {
  const [sign] = BULLET.exec(line) ?? NUMBER.exec(line);
  const mark = h("span.item-sign");
  inline(sign, mark);
  const block = h(`div.item${NUMBER.test(line) ? ".numbered" : ""}`, {}, mark);
  inline(line.slice(sign.length), block);
  for (const more of under) {
    const part = h("span.item-more");
    inline(more.replace(UNDER, ""), part);
    block.append(part);
  }
  parent.append(block);
}

/** Ordinary lines. The line break beside a block is made by the block itself; an empty line beside an item stays. */
function run(lines, parent, before, after) {
  let text = lines.join("\n");
  if (before !== item) text = text.replace(/^\n/, "");
  if (after !== item) text = text.replace(/\n$/, "");
  else if (before && /(^|\n)$/.test(text)) text += "\n";
  if (text) inline(text, parent);
}

const MARKS = { "*": "strong", _: "em", "~": "del" };
const STARTS =
  /`([^`\n]+)`|<([^<>\n]+)>|:([a-z0-9_+'-]+):(?::(skin-tone-[2-6]):)?|https?:\/\/[^\s<>|]*[^\s<>|.,;:!?)'"\]]|[*_~]/g;

/** One run of text with its marks. Marks inside marks are read by calling itself. */
export function inline(text, parent) {
  let done = 0;
  const starts = new RegExp(STARTS);
  for (let found = starts.exec(text); found; found = starts.exec(text)) {
    const read = piece(text, found);
    if (!read) {
      // `10:30:15` looks like an emoji name: its last colon may still begin a true one.
      starts.lastIndex = found.index + Math.max(1, found[0].length - 1);
      continue;
    }
    if (found.index > done) parent.append(words(text.slice(done, found.index)));
    parent.append(read.node);
    done = read.end;
    starts.lastIndex = done;
  }
  if (done < text.length) parent.append(words(text.slice(done)));
}

function piece(text, found) {
  const [whole, code, angle, name, tone] = found;
  const end = found.index + whole.length;
  if (code) return { node: h("code", {}, unescape(code)), end };
  if (angle) return { node: reference(angle), end };
  if (name) return character(name) ? { node: emoji(tone ? `${name}::${tone}` : name), end } : null;
  if (whole.length > 1) return { node: link(unescape(whole)), end };
  return marked(text, found.index);
}

const WORD = /[\p{L}\p{N}]/u;

function marked(text, start) {
  const sign = text[start];
  if (start > 0 && WORD.test(text[start - 1])) return null;
  if (!text[start + 1] || /\s/.test(text[start + 1]) || text[start + 1] === sign) return null;
  const end = closing(text, start, sign);
  if (end < 0) return null;
  const node = h(MARKS[sign]);
  inline(text.slice(start + 1, end), node);
  return { node, end: end + 1 };
}

/** Where a mark ends: on the same line, after a letter or sign, before no letter, outside code and links. */
function closing(text, start, sign) {
  for (let at = start + 1; at < text.length && text[at] !== "\n"; at += 1) {
    if (text[at] === "`" || text[at] === "<") {
      const over = text.indexOf(text[at] === "<" ? ">" : "`", at + 1);
      if (over > 0) at = over;
    } else if (text[at] === sign && !/\s/.test(text[at - 1]) && !(text[at + 1] && WORD.test(text[at + 1])))
      return at;
  }
  return -1;
}

/** What stands in angle brackets: a person, a channel, a group, a date or a link. */
function reference(inside) {
  const [target, label] = split(inside);
  if (target.startsWith("@")) return mentions.person(target.slice(1));
  if (target.startsWith("#")) return mentions.channel(target.slice(1), label);
  if (target.startsWith("!date^")) return date(target, label);
  if (target.startsWith("!subteam^")) return h("span.mention", {}, unescape(label ?? "@group"));
  if (target.startsWith("!")) return mentions.broadcast(target.slice(1));
  const text = document.createElement("span");
  inline(label ?? "", text);
  return link(unescape(target), label ? text : unescape(target));
}

function split(inside) {
  const at = inside.indexOf("|");
  return at < 0 ? [inside] : [inside.slice(0, at), inside.slice(at + 1)];
}

function date(target, fallback) {
  const [, unix, template, url] = target.split("^");
  const text = fillDate(unix, template ?? "") ?? unescape(fallback ?? "");
  const moment = dateOf(unix);
  const valid = !Number.isNaN(moment.getTime());
  const node = h("time", valid ? { datetime: moment.toISOString(), title: fullTime(moment) } : {}, text);
  return url ? link(unescape(url), node) : node;
}
