// The bar of links over a channel. Apps set them; here they are shown and followed.

import { h } from "./dom.js";
import { emoji } from "./emoji.js";
import { icon } from "./icons.js";
import { link } from "./links.js";
import { workspace } from "./state.js";

/** Draws the bookmarks of a channel into their element; without any it is not there. */
export function drawBookmarks(bar, channel) {
  const marks = workspace.bookmarks.get(channel) ?? [];
  bar.hidden = !marks.length;
  bar.replaceChildren(h("ul", {}, marks.map(bookmark)));
}

function bookmark({ title, link: url, emoji: name }) {
  const sign = name ? emoji(name.replaceAll(":", "")) : icon("mark");
  return h("li", {}, sign, link(url, title));
}
