// The small bar for what went wrong or what the workspace says, and the quiet voice for people who listen to the page.

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { sentence } from "./door.js";

const STAYS_MS = 9000;
const GATHER_MS = 1200;

/** Shows a sentence. A notice with a key replaces the one with the same key; a lasting one stays until it is cleared. */
export function notify(text, { key = text, lasting = false } = {}) {
  clearNotice(key);
  const bar = h("div.notice", { dataset: { key } }, h("p", { dir: "auto" }, text));
  if (!lasting) {
    bar.append(
      h(
        "button.plain.round",
        { type: "button", "aria-label": "Dismiss", onclick: () => bar.remove() },
        icon("close"),
      ),
    );
    setTimeout(() => bar.remove(), STAYS_MS);
  }
  document.getElementById("notices").append(bar);
}

export function clearNotice(key) {
  for (const bar of document.querySelectorAll("#notices .notice")) if (bar.dataset.key === key) bar.remove();
}

const JUST_NOW_MS = 1000;
let toldAt = 0;

/** Shows what the workspace itself has to say about something that one did. */
export function tellNotice(text) {
  toldAt = Date.now();
  notify(text, { key: "answer" });
}

/** Tells what failed in an answer; true when nothing did. The workspace's own sentence about it is not repeated. */
export function tellIfFailed(answer) {
  if (!answer.ok && Date.now() - toldAt > JUST_NOW_MS) notify(sentence(answer.error), { key: "answer" });
  return answer.ok;
}

let gathered = [];
let timer = null;

/** Says new messages aloud. In a lively room they are gathered, because a stream of full sentences can't be listened to. */
export function announce(text) {
  gathered.push(text);
  timer ??= setTimeout(() => {
    const said = gathered.length > 2 ? `${gathered.length} new messages` : gathered.join(". ");
    document.getElementById("announcements").textContent = said;
    gathered = [];
    timer = null;
  }, GATHER_MS);
}
