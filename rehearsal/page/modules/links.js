// Where an address leads: to a message of this workspace in place, to Slack itself not at all, elsewhere in a new tab.

import { goTo } from "./address.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { notify } from "./notices.js";
import { workspace } from "./state.js";

const SAFE = /^(https?:|mailto:|tel:)/i;
const PERMALINK = /\/archives\/([CDG][A-Z0-9]+)\/p(\d{10})(\d{6})/;
const HUDDLE = /^https:\/\/app\.slack\.com\/huddle\//i;
const SLACK = /^(slack:|https:\/\/app\.slack\.com\/)/i;

/** The message that a permalink names, as {channel, ts}; null for any other address. */
function messageAt(url) {
  const [, channel, seconds, rest] = (SAFE.test(url) && PERMALINK.exec(url)) || [];
  if (!channel || !(url.startsWith(location.origin) || workspace.channels.has(channel))) return null;
  return { channel, ts: `${seconds}.${rest}` };
}

/** Follows an address that this page answers itself; false where a new tab has to. */
function followHere(url) {
  const place = messageAt(url);
  if (place && workspace.channels.has(place.channel)) goTo(place);
  else if (place) notify("That message is in a channel that you can't see.");
  else if (HUDDLE.test(url))
    notify("Huddles take place in Slack itself. In a rehearsal people write instead.");
  else if (SLACK.test(url)) notify("This leads into Slack itself, which takes no part in a rehearsal.");
  else return false;
  return true;
}

/** Opens an address, as the press of a button does. */
export function visit(url) {
  if (!followHere(url) && SAFE.test(url)) window.open(url, "_blank", "noopener");
}

/** A link. What this page answers itself opens in place, others in a new tab; odd schemes stay plain text. */
export function link(url, label = url) {
  const text = typeof label === "string" ? document.createTextNode(label) : label;
  const place = messageAt(url);
  if (place) return permalink(url, text, place);
  if (SLACK.test(url)) return h("a", { href: url, onclick: follow }, text);
  if (!SAFE.test(url)) return h("span", {}, text);
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text);
}

function follow(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  followHere(event.currentTarget.href);
}

/** A label of mere signs ("↗") says nothing to those who listen, and is drawn as an emoji by some: it is spelt out. */
function permalink(url, text, { channel }) {
  if (/[\p{L}\p{N}]/u.test(text.textContent)) return h("a", { href: url, onclick: follow }, text);
  const name = workspace.channels.get(channel)?.name;
  const where = name ? `To the message in #${name}` : "To the message";
  const sign = text.textContent.startsWith("↗") ? icon("there") : text;
  return h("a.permalink", { href: url, onclick: follow, "aria-label": where, title: where }, sign);
}
