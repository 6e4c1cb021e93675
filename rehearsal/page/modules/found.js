// Finding messages by their words, among all that the acting person can see.

import { h } from "./dom.js";
import { order } from "./log.js";
import { authorName } from "./message.js";
import { mrkdwn } from "./mrkdwn.js";
import { fold } from "./people.js";
import { nameOfPlace } from "./places.js";
import { toTyped } from "./mentions.js";
import { workspace } from "./state.js";

const BEFORE = 50;
const LONG = 180;

/** What was typed, taken apart: words to find, `from:` and `in:` to narrow it. A phrase stands in quotation marks. */
export function read(typed) {
  const asked = { words: [], from: [], in: [] };
  for (const [, key, phrase, word] of fold(typed).matchAll(/(?:(from|in):)?(?:"([^"]*)"?|(\S+))/g)) {
    const text = (phrase ?? word).trim();
    if (text) asked[key ?? "words"].push(key ? text.replace(/^[@#]/, "") : text);
  }
  return asked;
}

/** The messages that hold every word, newest first, as {channel, message}. */
export function find(asked) {
  if (!asked.words.length && !asked.from.length && !asked.in.length) return [];
  const found = [];
  for (const [id, log] of workspace.logs) {
    const channel = workspace.channels.get(id);
    if (!channel || !within(asked.in, channel)) continue;
    for (const message of log.byTs.values())
      if (by(asked.from, message) && holds(message, asked.words)) found.push({ channel, message });
  }
  return found.sort((one, other) => order(other.message) - order(one.message));
}

const within = (wanted, channel) => wanted.every((one) => fold(nameOfPlace(channel)).includes(one));

const by = (wanted, message) =>
  wanted.every((one) =>
    fold(`${authorName(message)} ${workspace.people.get(message.user)?.name ?? ""}`).includes(one),
  );

const folded = new WeakMap();

/** Thousands of messages are looked through at each key: what they say is made comparable once. */
function holds(message, words) {
  if (!folded.has(message)) {
    const texts = [message.text ?? "", ...inBlocks(message.blocks)];
    folded.set(message, fold([...texts.map(toTyped), ...titles(message)].join(" ")));
  }
  return words.every((word) => folded.get(message).includes(word));
}

const titles = (message) => (message.files ?? []).map((file) => file.title ?? file.name);

// What stands in a menu that is closed, or in a question that isn't asked yet, can't be seen in the message.
const HIDDEN = ["options", "option_groups", "confirm", "placeholder"];

/** The texts that stand in blocks, as an app wrote them: they may hold more than the text that goes with them. */
function inBlocks(part) {
  if (!part || typeof part !== "object") return [];
  if (typeof part.text === "string") return [part.text];
  const parts = Object.entries(part).filter(([key]) => !HIDDEN.includes(key));
  return parts.flatMap(([, one]) => inBlocks(one));
}

/** A text as it is read, on one line: what is a line of its own there is set apart by a space here. */
function told(text) {
  const drawn = mrkdwn(text);
  for (const line of drawn.querySelectorAll(".item, .item-more, blockquote, pre")) {
    line.prepend(" ");
    line.append(" ");
  }
  return drawn.textContent;
}

/** The part of a message around the first word that was looked for, with the words marked. */
export function excerpt(message, words) {
  const line = (texts) => texts.join(" ").replace(/\s+/g, " ").trim();
  const plain = line([told(message.text), ...titles(message)]);
  const all = words.every((word) => fold(plain).includes(word));
  const shown = all ? plain : line([plain, ...inBlocks(message.blocks).map(told)]);
  const [first] = places(shown, words)[0] ?? [0];
  const from = first > BEFORE ? shown.indexOf(" ", first - BEFORE) + 1 : 0;
  const cut = shown.slice(from, from + LONG);
  return [from > 0 && "… ", marked(cut, words), from + LONG < shown.length && " …"];
}

function marked(text, words) {
  const nodes = [];
  let done = 0;
  for (const [from, to] of places(text, words)) {
    if (from < done) continue;
    nodes.push(text.slice(done, from), h("mark", {}, text.slice(from, to)));
    done = to;
  }
  return [...nodes, text.slice(done)];
}

/** Where the words stand, as [from, to] in order. Folding can change a text's length, so each letter keeps its place. */
function places(text, words) {
  let plain = "";
  const origin = [];
  for (let at = 0; at < text.length; at += 1) {
    const letters = fold(text[at]);
    plain += letters;
    for (const _ of letters) origin.push(at);
  }
  const all = words.flatMap((word) =>
    [...plain.matchAll(new RegExp(word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "g"))].map(({ index }) => [
      origin[index],
      origin[index + word.length - 1] + 1,
    ]),
  );
  return all.sort(([one], [other]) => one - other);
}
