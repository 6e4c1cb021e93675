// The window for finding messages: typed words, a list of what was found, Enter leads there.

import { goTo } from "./address.js";
import { h, oncePerFrame, uid } from "./dom.js";
import { excerpt, find, read } from "./found.js";
import { icon } from "./icons.js";
import { isReply } from "./log.js";
import { authorName, isApp } from "./message.js";
import { modal } from "./modal.js";
import { avatar } from "./people.js";
import { labelOfPlace } from "./places.js";
import { on, workspace } from "./state.js";
import { clock, dateOf, dayName } from "./time.js";

const MOST = 50;
const STEPS = { ArrowDown: 1, ArrowUp: -1, PageDown: 6, PageUp: -6 };
const HINT = "Narrow it with from:name or in:channel.";
const MAC = /mac|iphone|ipad/i.test(navigator.userAgentData?.platform ?? navigator.platform);

let last = "";
let open = null;

/** Opens the window; what was looked for last is still there, ready to be typed over. */
export function openSearch() {
  open ??= new Search();
}

class Search {
  constructor() {
    this.list = h("ul.listbox.found-list", {
      role: "listbox",
      id: uid("found"),
      "aria-label": "Messages found",
    });
    this.count = h("p.found-count", { role: "status" });
    this.field = h("input.search-field", {
      type: "search",
      role: "combobox",
      "aria-label": "Search messages",
      "aria-controls": this.list.id,
      "aria-autocomplete": "list",
      placeholder: "Search messages",
      autocomplete: "off",
      spellcheck: "false",
      enterkeyhint: "go",
      value: last,
      oninput: () => this.fill(),
      onkeydown: (event) => this.key(event),
    });
    this.dialog = this.window();
    this.fill();
    this.field.focus();
    this.field.select();
  }

  window() {
    const close = () => this.close();
    const end = h(
      "button.plain.round",
      { type: "button", "aria-label": "Close the search", onclick: close },
      icon("close"),
    );
    return modal(
      {
        class: "search-dialog",
        "aria-label": "Search",
        onEscape: close,
        onclick: (event) => event.target === this.dialog && close(),
      },
      h("div.search-head", {}, icon("search"), this.field, end),
      this.list,
      this.count,
    );
  }

  /** Looks again; with `stay` the row that was active remains so, because something came in meanwhile. */
  fill({ stay = false } = {}) {
    last = this.field.value;
    const asked = read(last);
    const found = find(asked);
    const kept = stay && this.list.children[this.active]?.dataset.found;
    this.list.replaceChildren(...found.slice(0, MOST).map((one) => this.row(one, asked.words)));
    this.list.hidden = !found.length;
    this.field.setAttribute("aria-expanded", String(found.length > 0));
    this.count.textContent = told(last, found.length);
    const at = [...this.list.children].findIndex((row) => row.dataset.found === kept);
    this.activate(Math.max(at, 0));
  }

  row({ channel, message }, words) {
    const row = result(channel, message, words);
    row.dataset.found = `${channel.id} ${message.ts}`;
    row.addEventListener("click", () => {
      this.close();
      goTo({ channel: channel.id, ts: message.ts });
    });
    return row;
  }

  activate(to) {
    const rows = [...this.list.children];
    this.active = Math.min(Math.max(to, 0), rows.length - 1);
    rows.forEach((row, at) => {
      row.classList.toggle("active", at === this.active);
      row.setAttribute("aria-selected", String(at === this.active));
    });
    const row = rows[this.active];
    if (row) this.field.setAttribute("aria-activedescendant", row.id);
    else this.field.removeAttribute("aria-activedescendant");
    row?.scrollIntoView({ block: "nearest" });
  }

  key(event) {
    if (event.isComposing) return;
    if (event.key in STEPS) this.activate(this.active + STEPS[event.key]);
    else if (event.key === "Enter") this.list.children[this.active]?.click();
    else return;
    event.preventDefault();
  }

  close() {
    open = null;
    this.dialog.remove();
  }
}

function told(typed, count) {
  if (!typed.trim()) return HINT;
  if (!count) return `Nothing that you can see matches. ${HINT}`;
  if (count > MOST) return `The newest ${MOST} of ${count} messages. ${HINT}`;
  return count === 1 ? "1 message" : `${count} messages`;
}

function result(channel, message, words) {
  const moment = dateOf(message.ts);
  const place = labelOfPlace(channel);
  const head = h(
    "div.found-head",
    {},
    h("strong", {}, authorName(message)),
    h("span.found-place", {}, isReply(message) ? `${place}, in a thread` : place),
    h("span.found-time", {}, `${dayName(moment)}, ${clock(moment)}`),
  );
  const text = h("div.found-text", {}, excerpt(message, words));
  return h(
    "li.option.found-message",
    { role: "option", id: uid("found"), "aria-selected": "false" },
    avatar(message.user ?? "", { name: authorName(message), bot: isApp(message) }),
    h("div.found-body", { dir: "auto" }, head, text),
  );
}

/** The way in from the list of places, after `before`; ⌘K or Ctrl+K leads there from everywhere. */
export function searchButton(before) {
  return h(
    "button.search-button",
    {
      type: "button",
      onclick: () => {
        before();
        openSearch();
      },
      "aria-keyshortcuts": "Control+K Meta+K",
      dataset: { key: "search" },
    },
    icon("search"),
    h("span", {}, "Search messages"),
    h("kbd", { "aria-hidden": "true" }, MAC ? "⌘K" : "Ctrl K"),
  );
}

addEventListener("keydown", (event) => {
  const wanted = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
  if (!wanted || event.altKey || event.shiftKey) return;
  event.preventDefault();
  if (workspace.me && !document.querySelector("dialog[open]")) openSearch();
});

// What is said meanwhile is found as well.
const again = oncePerFrame(() => open?.fill({ stay: true }));
for (const kind of ["loaded", "message", "message_deleted"]) on(kind, () => open && again());
