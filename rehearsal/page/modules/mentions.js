// People, channels and groups inside texts.

import { h } from "./dom.js";
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
