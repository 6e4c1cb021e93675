// People as the page shows them: names, initials, colours, and the order in which one looks for them.

import { h } from "./dom.js";
import { workspace } from "./state.js";

/** How a person is called on screen. */
export function nameOf(id) {
  if (id === "USLACKBOT") return "Slackbot";
  const person = workspace.people.get(id);
  return person ? person.real_name || person.name : "Someone who has left";
}

const TITLES = /^(dr|prof|professor|mr|mrs|ms|miss|mx|sir|dame)\.?$/i;

function initials(name) {
  const words = name.split(/\s+/).filter((word) => word && !TITLES.test(word));
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words;
  return letters.map((word) => [...word][0].toUpperCase()).join("") || "?";
}

const COLOURS = 12;

function colour(id) {
  let sum = 7;
  for (const letter of id) sum = (sum * 31 + letter.codePointAt(0)) % 9973;
  return sum % COLOURS;
}

/** A square with initials. It is decoration beside a name that is always written out. */
export function avatar(
  id,
  { small = false, name = nameOf(id), bot = workspace.people.get(id)?.is_bot } = {},
) {
  const size = small ? ".small" : "";
  const kind = bot ? ".bot" : "";
  return h(`span.avatar${size}${kind}.tint-${colour(id || name)}`, { "aria-hidden": "true" }, initials(name));
}

const RANKS = [/\borganiser\b|\bconsultation lead\b/i, /\bfacilitator\b/i];

function rank(person) {
  const at = RANKS.findIndex((pattern) => pattern.test(person.title ?? ""));
  return at < 0 ? RANKS.length : at;
}

/** The people one can act as: organisers and facilitators first if titles say so, then as they came to the workspace. */
export function cast() {
  return [...workspace.people.values()]
    .filter((person) => !person.is_bot && !person.deleted)
    .sort((one, other) => rank(one) - rank(other));
}

/** By first name: "Dr" and "Professor" don't count. */
export function byName(one, other) {
  return ALPHABET.compare(bare(nameOf(one.id)), bare(nameOf(other.id)));
}

// One for all comparisons: making it takes longer than comparing.
const ALPHABET = new Intl.Collator("en");

const bare = (name) =>
  name
    .split(/\s+/)
    .filter((word) => !TITLES.test(word))
    .join(" ");

// Of thousands, a list draws the first: drawing all of them anew at each letter typed would take seconds.
export const MOST_ROWS = 200;
export const MORE_ROWS = `The first ${MOST_ROWS}. Type to find others.`;

export const RANK_NAMES = ["Organisers", "Facilitators", "Everyone else"];
export const rankName = (person) => RANK_NAMES[rank(person)];

/** Text for comparing what is typed with what is there: no case, no accents. */
export function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Whether every typed word stands somewhere in the texts. */
export function matches(typed, ...texts) {
  const all = fold(texts.filter(Boolean).join(" "));
  return fold(typed)
    .split(/\s+/)
    .every((part) => all.includes(part));
}

/** What matches, those of which a word begins with what was typed first. Thousands are looked at once each. */
export function byBeginning(found, typed, nameOfOne) {
  const start = fold(typed);
  const begins = (one) =>
    fold(nameOfOne(one))
      .split(/[\s._-]+/)
      .some((word) => word.startsWith(start));
  const first = new Set(found.filter(begins));
  return [...first, ...found.filter((one) => !first.has(one))];
}
