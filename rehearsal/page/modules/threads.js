// The panel at the right with one thread: what began it, the replies, and a composer of its own.

import { composer } from "./composer.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { labelOfPlace } from "./places.js";
import { Rows } from "./rows.js";
import { isMember, logOf, on, silentApp, workspace } from "./state.js";
import { attachTools } from "./tools.js";

const element = document.getElementById("thread");
const app = document.getElementById("app");
let shown = null;

const all = (channel, ts) => [logOf(channel).byTs.get(ts), ...logOf(channel).replies(ts)].filter(Boolean);

/** Opens a thread; `at` brings one reply into view, `focus` puts the cursor into the composer. */
export function openThread(channel, ts, { at, focus = false } = {}) {
  shown?.rows.end();
  const rows = new Rows({ channel, messages: all(channel, ts), label: "Replies", inThread: true });
  attachTools(rows, { channel });
  shown = { channel, ts, rows, from: document.activeElement };
  const place = workspace.channels.get(channel);
  const name = labelOfPlace(place);
  const writes = isMember(place) && !place.is_archived && !silentApp(place) && composer({ channel, name, thread: ts });
  element.replaceChildren(
    h(
      "header.bar",
      {},
      h("div.bar-title", {}, h("h2", {}, "Thread"), h("p.topic", {}, name)),
      h(
        "button.plain.round",
        { type: "button", "aria-label": "Close the thread", onclick: () => closeThread({ refocus: true }) },
        icon("close"),
      ),
    ),
    rows.box,
    h("div.foot", {}, writes),
  );
  element.hidden = false;
  app.classList.add("with-thread");
  rows.toBottom();
  if (at) rows.show(at);
  if (focus) element.querySelector("textarea")?.focus();
}

export function closeThread({ refocus = false } = {}) {
  if (!shown) return;
  const { rows, from } = shown;
  rows.end();
  shown = null;
  element.hidden = true;
  element.replaceChildren();
  app.classList.remove("with-thread");
  if (!refocus) return;
  if (from?.isConnected) from.focus();
  else document.getElementById("conversation").focus();
}

element.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeThread({ refocus: true });
});
on("message", ({ channel, message }) => {
  if (channel !== shown?.channel || (message.ts !== shown.ts && message.thread_ts !== shown.ts)) return;
  shown.rows.put(message);
  if (message.user === workspace.me && message.ts !== shown.ts) shown.rows.toBottom();
});
on("message_deleted", ({ channel, ts }) => {
  if (channel !== shown?.channel) return;
  if (ts === shown.ts) closeThread();
  else shown.rows.drop(ts);
});
on("loaded", () => shown && shown.rows.sync(all(shown.channel, shown.ts)));
