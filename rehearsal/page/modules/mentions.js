// People, channels, groups and links inside texts, and the way in place to a message that a permalink names.

import { h } from "./dom.js";
import { goTo } from "./address.js";
import { byName, cast, nameOf } from "./people.js";
import { workspace } from "./state.js";

/** A person named in a text; one's own name stands out. */
export function person(id) {
  const mine = id === workspace.me ? ".mine" : "";
  return h(`span.mention${mine}`, { dataset: { person: id } }, `@${nameOf(id)}`);
}

/** A channel named in a text: a link where the reader may see it. */
export function channel(id, fallback) {
  const known = workspace.channels.get(id);
  if (!known) return h("span.mention", {}, fallback ? `#${fallback}` : "a private channel");
  return h("a.mention", { href: `#${id}`, dataset: { channel: id } }, `#${known.name}`);
}

/** @here, @channel, @everyone. */
export function broadcast(word) {
  return h("span.mention.mine", {}, `@${word}`);
}

const SAFE = /^(https?:|mailto:|tel:)/i;
const PERMALINK = /\/archives\/([CDG][A-Z0-9]+)\/p(\d{10})(\d{6})/;

/** A link. One to a message of this workspace moves there; others open a new tab; odd schemes stay plain text. */
export function link(url, label = url) {
  const text = typeof label === "string" ? document.createTextNode(label) : label;
  const [, id, seconds, rest] = PERMALINK.exec(url) ?? [];
  if (id && workspace.channels.has(id)) {
    const thread = /[?&]thread_ts=([\d.]+)/.exec(url)?.[1];
    return h(
      "a",
      { href: url, onclick: (event) => follow(event, { channel: id, ts: `${seconds}.${rest}`, thread }) },
      text,
    );
  }
  if (!SAFE.test(url)) return h("span", {}, text);
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text);
}

function follow(event, place) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  goTo(place);
}

/** A message's text as its writer typed it. The way there is the workspace's: it escapes and finds the mentions. */
export function toTyped(text) {
  return text
    .replace(/<@(\w+)(?:\|[^>]*)?>/g, (whole, id) => `@${workspace.people.get(id)?.name ?? id}`)
    .replace(/<#(\w+)(?:\|[^>]*)?>/g, (whole, id) => `#${workspace.channels.get(id)?.name ?? id}`)
    .replace(/<!(\w+)[^>]*>/g, "@$1")
    .replace(/<([^>|]+)(?:\|[^>]*)?>/g, "$1")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

/** People to offer after an @: the cast and the apps. */
export function mentionable() {
  return [
    ...cast().sort(byName),
    ...[...workspace.people.values()].filter((one) => one.is_bot && !one.deleted),
  ];
}
