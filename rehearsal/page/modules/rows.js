// A list of messages on the screen: grows at its end, redraws one message at a time, stays at the bottom if it was there.

import { beside, foldArrival, tellArrivals, tellerOf } from "./arrivals.js";
import { h, keepingFocus } from "./dom.js";
import { order } from "./log.js";
import { author, authorName, isSystem, messageParts } from "./message.js";
import { clock, dateOf, dayKey, dayName, fullTime } from "./time.js";

// So many are drawn at first; earlier ones follow as one scrolls up, since thousands at once would make the page stutter.
const AT_FIRST = 120;
const MORE = 200;
const TOGETHER_S = 5 * 60;
const NEAR_PX = 80;
const FOUND_MS = 3000;

export class Rows {
  constructor({ channel, messages, label, open, beginning, inThread = false, unreadAfter = Infinity }) {
    Object.assign(this, { channel, open, inThread });
    // The line above what is new stands where one came in; it doesn't move while one is here.
    this.firstNew = messages.find((message, at) => at > 0 && order(message) > unreadAfter)?.ts;
    this.rows = new Map();
    // Polite announcements are made elsewhere, gathered: with a hundred people talking, a live log would never be silent.
    this.log = h("div.rows", { role: "log", "aria-live": "off", "aria-label": label });
    this.box = h(
      "div.scroller",
      { onscroll: () => this.scrolled(), onkeydown: (event) => this.walk(event) },
      h("div.push"),
      beginning,
      this.log,
    );
    this.log.addEventListener("released", (event) => this.released(event));
    this.log.addEventListener("focusin", (event) => this.stopAt(event.target.closest(".message")));
    this.earlier = messages.slice(0, -AT_FIRST);
    this.beginning = beginning;
    beginning?.toggleAttribute("hidden", this.earlier.length > 0);
    this.log.append(...messages.slice(-AT_FIRST).map((message) => this.make(message)));
    this.settleAll([...this.log.children]);
    this.stopAtEnd();
    this.pinned = true;
    // Pictures arrive late and windows change size: what was at the bottom stays there.
    this.sizes = new ResizeObserver(() => this.pinned && this.toBottom());
    this.sizes.observe(this.log);
    this.sizes.observe(this.box);
  }

  end() {
    this.sizes.disconnect();
  }

  make(message) {
    const article = h(`article.message`, { tabindex: "-1", dataset: { ts: message.ts } });
    const row = h("div.row", {}, article);
    row.message = message;
    this.rows.set(message.ts, row);
    this.fill(row);
    return row;
  }

  fill(row) {
    const { message } = row;
    const article = row.lastElementChild;
    const kind = `message${message.is_ephemeral ? " private" : ""}${isSystem(message) ? " system" : ""}`;
    const kept = ["compact", "found"].filter((name) => article.classList.contains(name));
    article.className = [kind, ...kept].join(" ");
    article.setAttribute(
      "aria-label",
      `${authorName(message)}, ${clock(dateOf(message.ts))}${message.is_ephemeral ? ", only visible to you" : ""}`,
    );
    const parts = messageParts(this.channel, message, {
      open: this.open,
      inThread: this.inThread,
      kept: row.surface?.keep(),
    });
    const tools = article.querySelector(":scope > .tools");
    keepingFocus(article, () => {
      for (const part of [...article.children]) if (part !== tools) part.remove();
      article.prepend(parts.gutter, parts.body);
    });
    row.surface = parts.surface;
  }

  /** Adds a message at its place, or draws its newer form. */
  put(message) {
    const row = this.rows.get(message.ts);
    if (row) return this.change(row, message);
    const first = this.log.firstElementChild?.message;
    if (this.earlier.length && first && order(message) < order(first)) return this.putEarlier(message);
    const fresh = this.make(message);
    let before = this.log.lastElementChild;
    while (before && order(before.message) > order(message)) before = before.previousElementSibling;
    if (before) before.after(fresh);
    else this.log.prepend(fresh);
    this.settle(fresh);
    if (fresh.nextElementSibling) this.settle(fresh.nextElementSibling);
    if (!this.log.contains(document.activeElement)) this.stopAtEnd();
    if (this.pinned) this.toBottom();
    return fresh;
  }

  /** After a break of the line: only what is different is touched, so that the place on the screen stays. */
  sync(messages) {
    const wanted = new Set(messages.map((message) => message.ts));
    const had = new Map(
      [...this.earlier, ...[...this.rows.values()].map((row) => row.message)].map((message) => [
        message.ts,
        message,
      ]),
    );
    for (const ts of had.keys()) if (!wanted.has(ts)) this.drop(ts);
    for (const message of messages)
      if (JSON.stringify(message) !== JSON.stringify(had.get(message.ts))) this.put(message);
  }

  putEarlier(message) {
    const at = this.earlier.findIndex((one) => order(one) >= order(message));
    const known = this.earlier[at]?.ts === message.ts;
    this.earlier.splice(at < 0 ? this.earlier.length : at, known ? 1 : 0, message);
  }

  change(row, message) {
    row.message = message;
    if (row.querySelector(":scope > [data-held]")) row.stale = true;
    else this.refill(row);
    return row;
  }

  /** What changed while something was open in a message is drawn once it has closed. */
  released(event) {
    const row = event.target.closest(".row");
    if (!row?.stale) return;
    row.stale = false;
    this.refill(row);
  }

  refill(row) {
    this.fill(row);
    row.tellsOthers = false;
    tellArrivals(row);
  }

  drop(ts) {
    const row = this.rows.get(ts);
    this.earlier = this.earlier.filter((message) => message.ts !== ts);
    if (!row) return;
    const next = row.nextElementSibling;
    row.remove();
    this.rows.delete(ts);
    if (next) this.settle(next);
    else tellArrivals(this.log.lastElementChild);
  }

  settle(row) {
    this.arrange(row);
    tellArrivals(row.previousElementSibling);
    tellArrivals(row);
  }

  /** Many at once: each line that tells of several is written only when all stand where they belong. */
  settleAll(rows) {
    for (const row of rows) this.arrange(row);
    for (const row of rows) if (tellerOf(row) === row) tellArrivals(row);
  }

  /** What a row shows depends on the one before it: a new day, the line above what is new, the author or just the time. */
  arrange(row) {
    const before = row.previousElementSibling?.message;
    const { message } = row;
    const newDay = !before || dayKey(dateOf(before.ts)) !== dayKey(dateOf(message.ts));
    const firstNew = message.ts === this.firstNew;
    for (const line of row.querySelectorAll(":scope > .day, :scope > .new-line")) line.remove();
    if (firstNew) row.prepend(h("div.new-line", { role: "separator" }, h("span", {}, "New")));
    if (newDay)
      row.prepend(
        h(
          "div.day",
          {
            role: "separator",
            "aria-label": dayName(dateOf(message.ts)),
            title: fullTime(dateOf(message.ts)),
          },
          h("span", {}, dayName(dateOf(message.ts))),
        ),
      );
    row.lastElementChild.classList.toggle("compact", !newDay && !firstNew && together(before, message));
    foldArrival(row, { apart: newDay || firstNew });
  }

  toBottom() {
    this.box.scrollTop = this.box.scrollHeight;
    this.pinned = true;
  }

  scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.box;
    this.pinned = scrollHeight - scrollTop - clientHeight < NEAR_PX;
    if (scrollTop < clientHeight && this.earlier.length) this.showEarlier();
    this.onScroll?.(this.pinned);
  }

  showEarlier(count = MORE) {
    const some = this.earlier.splice(-count);
    const { scrollHeight, scrollTop } = this.box;
    this.log.prepend(...some.map((message) => this.make(message)));
    this.settleAll([...this.log.children].slice(0, some.length + 1));
    this.beginning?.toggleAttribute("hidden", this.earlier.length > 0);
    this.box.scrollTop = scrollTop + this.box.scrollHeight - scrollHeight;
  }

  /** Brings a message into view, drawing as far back as it takes; false where it isn't here. */
  show(ts, { focus = true } = {}) {
    if (!this.rows.has(ts) && this.earlier.some((message) => message.ts === ts))
      this.showEarlier(this.earlier.length);
    const row = tellerOf(this.rows.get(ts));
    if (!row) return false;
    this.pinned = false;
    // Of a message that fills the screen, the beginning is read first.
    const tall = row.offsetHeight > this.box.clientHeight * 0.7;
    row.scrollIntoView({ block: tall ? "start" : "center" });
    const article = row.lastElementChild;
    if (focus) article.focus({ preventScroll: true });
    article.classList.add("found");
    setTimeout(() => article.classList.remove("found"), FOUND_MS);
    return true;
  }

  /** The arrow keys go from message to message while a message itself has the focus. */
  walk(event) {
    const article = event.target;
    if (!article.matches(".message") || !["ArrowUp", "ArrowDown", "Home", "End"].includes(event.key)) return;
    const row = article.parentElement;
    if (event.key === "ArrowUp" && !row.previousElementSibling && this.earlier.length) this.showEarlier();
    const to = {
      ArrowUp: beside(row, "previousElementSibling"),
      ArrowDown: beside(row, "nextElementSibling"),
      Home: this.log.firstElementChild,
      End: tellerOf(this.log.lastElementChild),
    }[event.key];
    event.preventDefault();
    to?.lastElementChild.focus();
  }

  stopAtEnd() {
    this.stopAt(tellerOf(this.log.lastElementChild)?.lastElementChild);
  }

  /** One message is the way in for Tab; the arrow keys lead on from there. */
  stopAt(article) {
    if (!article) return;
    this.stop?.setAttribute("tabindex", "-1");
    this.stop = article;
    article.setAttribute("tabindex", "0");
  }
}

function together(before, message) {
  return (
    Boolean(before) &&
    author(before) === author(message) &&
    authorName(before) === authorName(message) &&
    !isSystem(before) &&
    !isSystem(message) &&
    !before.is_ephemeral &&
    !message.is_ephemeral &&
    order(message) - order(before) < TOGETHER_S
  );
}
