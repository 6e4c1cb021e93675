// Emoji by name: drawing them, finding them, and remembering which ones are used here.

import { h } from "./dom.js";
import { TABLE } from "./emoji_table.js";

const NAMES = new Map();
for (const [, name, character] of TABLE.matchAll(/(\S+)\s+(\S+)/g)) NAMES.set(name, character);

// Slack numbers the skin tones 2 to 6; Unicode has five modifier characters in the same order.
const FIRST_TONE = 0x1f3fb;

/** The character for a name such as `bulb` or `thumbsup::skin-tone-3`; null when this page does not know it. */
export function character(name) {
  const [plain, tone] = name.split("::skin-tone-");
  const found = NAMES.get(plain);
  if (!found || !tone) return found ?? null;
  return found.replace("\u{fe0f}", "") + String.fromCodePoint(FIRST_TONE + Number(tone) - 2);
}

/** An emoji as an image with a name; an unknown one stays as its :name:. */
export function emoji(name) {
  const found = character(name);
  if (!found) return h("span.emoji-name", {}, `:${name}:`);
  return h("span.emoji", { role: "img", "aria-label": spoken(name), title: `:${name}:` }, found);
}

/** A name as it is said: "white check mark". */
export function spoken(name) {
  return name.replace("::skin-tone-", ", skin tone ").replaceAll(/[_-]/g, " ").trim() || name;
}

/** Turns the :names: of a plain text into characters; unknown ones stay as written. */
export function withEmoji(text) {
  return text.replace(
    /:([a-z0-9_+'-]+):(?::(skin-tone-[2-6]):)?/g,
    (whole, name, tone) => character(tone ? `${name}::${tone}` : name) ?? whole,
  );
}

/** Names that hold the typed text, those that begin with it first. */
export function findEmoji(typed, limit = 72) {
  const wanted = typed
    .trim()
    .toLowerCase()
    .replaceAll(/[\s:]+/g, "_")
    .replace(/^_|_$/g, "");
  const found = [...NAMES.keys()].filter((name) => name.includes(wanted));
  found.sort(
    (one, other) =>
      Number(!one.startsWith(wanted)) - Number(!other.startsWith(wanted)) || one.length - other.length,
  );
  const seen = new Set();
  return found.filter((name) => !seen.has(NAMES.get(name)) && seen.add(NAMES.get(name))).slice(0, limit);
}

/** The small set that the picker opens with: first what helps to mark what was said, then common answers. */
export const COMMON = [
  "warning",
  "bulb",
  "hammer_and_wrench",
  "speech_balloon",
  "white_check_mark",
  "mega",
  "dart",
  "memo",
  "question",
  "thumbsup",
  "thumbsdown",
  "clap",
  "raised_hands",
  "pray",
  "wave",
  "heart",
  "tada",
  "eyes",
  "thinking_face",
  "smile",
  "joy",
  "fire",
  "100",
  "star",
  "pushpin",
  "rotating_light",
  "hourglass_flowing_sand",
  "calendar",
  "chart_with_upwards_trend",
  "ballot_box_with_ballot",
  "one",
  "two",
  "three",
  "four",
  "five",
  "x",
];

const QUICK = ["thumbsup", "bulb", "warning"];
const KEY = "rehearsal.recent-emoji";

/** The three that stand ready on each message: those used last. */
export function quickEmoji() {
  return [...new Set([...recent(), ...QUICK])].slice(0, 3);
}

function recent() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "[]");
  } catch {
    return [];
  }
}

export function rememberEmoji(name) {
  localStorage.setItem(KEY, JSON.stringify([...new Set([name, ...recent()])].slice(0, 12)));
}
