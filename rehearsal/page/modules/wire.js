// The log of the wire: what Slack sent and what the bot called, one line each, newest at the end.

import { h, uid } from "./dom.js";
import { icon } from "./icons.js";
import { fold } from "./people.js";
import { WireRow } from "./wirerow.js";
import { MOST, WireFeed } from "./wirefeed.js";

const NEAR_PX = 40;

const KINDS = {
  all: ["Everything", () => true],
  calls: ["Calls of the bot", ({ kind }) => kind === "call" || kind === "response_url"],
  events: ["Events", ({ kind }) => kind === "events_api"],
  acts: ["Clicks, forms, commands", ({ kind }) => kind === "interactive" || kind === "slash_commands"],
  failed: ["What went wrong", ({ ok, fault, attempt }) => ok === false || Boolean(fault || attempt)],
};

export class Wire {
  constructor() {
    this.rows = new Map();
    this.feed = new WireFeed((entries, how) => this.take(entries, how));
    this.list = h("ol.wire-rows", {
      "aria-label": "What crossed the wire",
      onkeydown: (event) => this.walk(event),
      onfocusin: (event) => this.stopAt(event.target.closest(".wire-row")),
    });
    this.box = h("div.scroller.wire-box", { onscroll: () => this.scrolled() }, this.list);
    this.count = h("p.wire-count", { role: "status" });
    this.jump = h(
      "button.jump",
      { type: "button", hidden: true, onclick: () => this.toEnd() },
      icon("down"),
      "Newest",
    );
    this.kind = this.choice();
    this.word = h("input.text-field", {
      type: "search",
      "aria-label": "Filter by method, event or word",
      placeholder: "Method, event or word",
      autocomplete: "off",
      spellcheck: "false",
      oninput: () => this.filter(),
    });
    const clear = h("button", { type: "button", onclick: () => this.clear() }, "Clear");
    this.node = h(
      "section.wire",
      {},
      h("div.wire-filter", {}, this.kind, this.word),
      this.box,
      this.jump,
      h("div.wire-foot", {}, this.count, clear),
    );
    this.pinned = true;
    this.tell();
  }

  choice() {
    const options = Object.entries(KINDS).map(([name, [label]]) => h("option", { value: name }, label));
    return h(
      "select.text-field",
      { id: uid("kind"), "aria-label": "Kind", onchange: () => this.filter() },
      options,
    );
  }

  start() {
    this.feed.start();
    this.toEnd();
  }

  stop() {
    this.feed.stop();
  }

  take(entries, { afresh }) {
    if (afresh) this.clear();
    for (const entry of entries) this.put(entry);
    while (this.list.childElementCount > MOST) this.drop(this.list.firstElementChild);
    this.settle();
    if (this.pinned) this.toEnd();
    else if (entries.length) this.jump.hidden = false;
  }

  put(entry) {
    const known = this.rows.get(entry.id);
    if (known) known.update(entry);
    else {
      const row = new WireRow(entry);
      this.rows.set(entry.id, row);
      let before = this.list.lastElementChild;
      while (before && this.rows.get(before.dataset.id).entry.at > entry.at)
        before = before.previousElementSibling;
      if (before) before.after(row.node);
      else this.list.prepend(row.node);
    }
    this.sift(this.rows.get(entry.id));
  }

  drop(node) {
    this.rows.delete(node.dataset.id);
    node.remove();
  }

  sift(row) {
    const [, belongs] = KINDS[this.kind.value];
    const wanted = fold(this.word.value.trim());
    row.node.hidden = !belongs(row.entry) || !fold(row.words()).includes(wanted);
  }

  filter() {
    for (const row of this.rows.values()) this.sift(row);
    this.settle();
    this.toEnd();
  }

  clear() {
    this.rows.clear();
    this.list.replaceChildren();
    this.tell();
  }

  shown() {
    return [...this.list.children].filter((node) => !node.hidden);
  }

  settle() {
    if (!this.list.contains(document.activeElement)) this.stopAt(this.shown().at(-1));
    this.tell();
  }

  /** One row is the way in for Tab; the arrow keys lead on from there. */
  stopAt(node) {
    this.entrance?.setAttribute("tabindex", "-1");
    this.entrance = node?.firstElementChild;
    this.entrance?.setAttribute("tabindex", "0");
  }

  walk(event) {
    const rows = this.shown();
    const at = rows.indexOf(event.target.closest(".wire-row"));
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: rows.length - 1 }[event.key];
    if (to === undefined || !event.target.matches(".wire-line")) return;
    event.preventDefault();
    rows[to]?.firstElementChild.focus();
  }

  tell() {
    const all = this.rows.size;
    const shown = this.shown().length;
    const whole = all === 1 ? "1 entry" : all === MOST ? `The latest ${MOST} entries` : `${all} entries`;
    this.count.textContent = all ? (shown === all ? whole : `${shown} of ${all} entries`) : "Nothing yet.";
  }

  scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.box;
    this.pinned = scrollHeight - scrollTop - clientHeight < NEAR_PX;
    if (this.pinned) this.jump.hidden = true;
  }

  toEnd() {
    this.box.scrollTop = this.box.scrollHeight;
    this.pinned = true;
    this.jump.hidden = true;
  }
}
