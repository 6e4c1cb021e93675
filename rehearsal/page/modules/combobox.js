// One field to choose from a list by mouse, by arrow keys or by typing a part of the name; for one choice or several.

import { h, uid } from "./dom.js";
import { icon } from "./icons.js";
import { matches, MORE_ROWS, MOST_ROWS } from "./people.js";
import { openPopup } from "./popup.js";

// A short list needs no keyboard on the screen of a phone.
const SHORT = 8;

const PAUSE_MS = 250;

/** Options are {value, text, detail?, group?, picture?}. `change` gets the chosen value, or the list of them.
 *  With `ask` (typed → options, or null where that failed) they come from elsewhere once `shortest` letters are typed. */
export class Combobox {
  constructor({
    options,
    selected = [],
    multiple = false,
    max = Infinity,
    placeholder = "",
    attributes = {},
    change = () => {},
    ask = null,
    shortest = 0,
  }) {
    Object.assign(this, { options, multiple, max, change, placeholder, ask, shortest });
    this.selected = selected.filter((value) => this.option(value));
    this.active = -1;
    this.listId = uid("list");
    this.input = h("input.combobox-input", {
      type: "text",
      role: "combobox",
      id: uid("choose"),
      autocomplete: "off",
      spellcheck: "false",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.listId,
      inputmode: options.length <= SHORT && !ask ? "none" : null,
      ...attributes,
      onclick: () => this.toggle(),
      oninput: () => this.show(this.input.value),
      onkeydown: (event) => this.key(event),
      onblur: () => this.leave(),
    });
    this.chips = h("span.chips");
    this.node = h(
      `div.combobox${multiple ? ".multiple" : ""}`,
      { onclick: (event) => event.target === this.node && this.input.focus() },
      this.chips,
      this.input,
      icon("chevron"),
    );
    this.draw();
  }

  option(value) {
    return this.options.find((one) => one.value === value);
  }

  read() {
    return this.multiple ? this.selected : (this.selected[0] ?? null);
  }

  draw() {
    const full = this.selected.map((value) => this.option(value));
    this.input.placeholder = this.multiple && full.length ? "" : (this.placeholder ?? "");
    this.input.value = this.multiple ? "" : (full[0]?.text ?? "");
    if (this.multiple) this.chips.replaceChildren(...full.map((one) => this.chip(one)));
  }

  chip(option) {
    const drop = () => {
      this.pick(option.value);
      this.input.focus();
    };
    return h(
      "span.chip",
      {},
      option.text,
      h(
        "button.plain",
        { type: "button", "aria-label": `Remove ${option.text}`, onclick: drop },
        icon("close"),
      ),
    );
  }

  toggle() {
    if (this.close) this.close();
    else {
      this.show("");
      this.input.select();
    }
  }

  /** Shows what matches the typed text; the list opens at what is chosen. */
  show(typed) {
    if (this.ask) {
      this.asking(typed);
      return;
    }
    this.none = "Nothing matches";
    this.shown = this.options.filter((one) => !typed || matches(typed, one.text, one.detail));
    if (!this.close) this.openList();
    this.list.replaceChildren(...this.rows());
    const chosen = this.shown.findIndex((one) => this.selected.includes(one.value));
    this.activate(typed ? 0 : Math.max(chosen, 0));
  }

  /** Asks for options once one pauses; an answer that a later word has overtaken is let go. */
  asking(typed) {
    clearTimeout(this.timer);
    this.typed = typed;
    const short = [...typed].length < this.shortest;
    this.offer(
      [],
      short ? `Type ${this.shortest === 1 ? "a letter" : `${this.shortest} letters`} or more` : "Looking …",
    );
    if (short) return;
    this.timer = setTimeout(async () => {
      const offered = await this.ask(typed);
      if (this.typed !== typed || !this.close) return;
      const known = new Set((offered ?? []).map((one) => one.value));
      this.options = [...this.options.filter((one) => !known.has(one.value)), ...(offered ?? [])];
      this.offer(offered ?? [], offered ? "Nothing matches" : "The app did not offer anything");
    }, PAUSE_MS);
  }

  offer(options, none) {
    this.shown = options;
    this.none = none;
    if (!this.close) this.openList();
    this.list.replaceChildren(...this.rows());
    this.activate(0);
  }

  openList() {
    this.list = h("ul.listbox", {
      role: "listbox",
      id: this.listId,
      "aria-multiselectable": this.multiple || null,
      "aria-label": "Choices",
      // Without this, a press on a row would take the focus from the field and close the list before the click arrives.
      onpointerdown: (event) => event.preventDefault(),
    });
    this.list.replaceChildren(...this.rows());
    this.close = openPopup(this.node, this.list, {
      className: "as-wide list-popup",
      takesFocus: false,
      onClose: () => this.closed(),
    });
    this.input.setAttribute("aria-expanded", "true");
  }

  closed() {
    this.close = null;
    this.active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    this.draw();
  }

  rows() {
    if (!this.shown.length)
      return [h("li.listbox-none", { role: "option", "aria-disabled": "true" }, this.none)];
    const rows = [];
    let group = null;
    const drawn = this.shown.filter((one, at) => at < MOST_ROWS || this.selected.includes(one.value));
    for (const option of drawn) {
      if (option.group && option.group !== group)
        rows.push(h("li.listbox-group", { role: "presentation" }, option.group));
      group = option.group;
      rows.push(this.row(option));
    }
    if (this.shown.length > drawn.length)
      rows.push(h("li.listbox-none", { role: "option", "aria-disabled": "true" }, MORE_ROWS));
    return rows;
  }

  row(option) {
    const chosen = this.selected.includes(option.value);
    return h(
      "li.option",
      {
        role: "option",
        id: uid("option"),
        "aria-selected": String(chosen),
        dataset: { value: option.value },
        onclick: () => this.pick(option.value),
      },
      option.picture?.(),
      h("span.option-text", {}, option.text, option.detail && h("small", {}, option.detail)),
    );
  }

  activate(index) {
    const rows = [...this.list.querySelectorAll(".option")];
    this.active = rows.length ? Math.min(Math.max(index, 0), rows.length - 1) : -1;
    rows.forEach((row, at) => row.classList.toggle("active", at === this.active));
    const row = rows[this.active];
    this.input.setAttribute("aria-activedescendant", row?.id ?? "");
    row?.scrollIntoView({ block: "nearest" });
  }

  pick(value) {
    const had = this.selected.includes(value);
    if (this.multiple) {
      if (!had && this.selected.length >= this.max) return;
      this.selected = had ? this.selected.filter((one) => one !== value) : [...this.selected, value];
    } else this.selected = [value];
    this.close?.();
    this.draw();
    if (this.multiple || !had) this.change(this.read());
  }

  clear() {
    if (!this.selected.length) return;
    this.selected = [];
    this.draw();
    this.change(this.read());
  }

  key(event) {
    if (event.key === "Enter") return this.enter(event);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") return this.arrow(event);
    if (event.key === "Backspace" && this.multiple && !this.input.value && this.selected.length)
      this.pick(this.selected.at(-1));
    return undefined;
  }

  /** Enter chooses while the list is open; it never sends a form by accident. */
  enter(event) {
    event.preventDefault();
    const chosen = this.close && this.shown[this.active];
    if (chosen) this.pick(chosen.value);
    else if (!this.close) this.show("");
  }

  arrow(event) {
    event.preventDefault();
    if (!this.close) this.show("");
    else this.activate(this.active + (event.key === "ArrowDown" ? 1 : -1));
  }

  /** Emptying the field by hand means "none"; half a name means nothing, and the choice stays. */
  leave() {
    const emptied = !this.multiple && !this.input.value;
    this.close?.({ refocus: false });
    if (emptied) this.clear();
    else this.draw();
  }
}
