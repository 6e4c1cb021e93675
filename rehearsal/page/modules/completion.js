// Helps while one writes: commands after /, people after @, channels after #, emoji after a colon.

import { act } from "./door.js";
import { h, uid } from "./dom.js";
import { character, findEmoji } from "./emoji.js";
import { icon } from "./icons.js";
import { mentionable } from "./mentions.js";
import { tellIfFailed } from "./notices.js";
import { avatar, byBeginning, matches, nameOf } from "./people.js";
import { isDirect } from "./places.js";
import { workspace } from "./state.js";

const MOST = 8;

/** Every command there is, in the order of the alphabet. */
function commands() {
  const all = [...workspace.apps.values()].flatMap((app) =>
    (app.commands ?? []).map((command) => ({ ...command, app: app.name })),
  );
  return all.sort((one, other) => one.command.localeCompare(other.command));
}

const commandRow = (one) => ({
  insert: `${one.command} `,
  text: one.command,
  hint: one.usage_hint,
  detail: [one.description],
  side: one.app,
});

/** Shortcuts that need no message are offered beside the commands, as in Slack. */
function shortcuts(typed) {
  return [...workspace.apps.values()].flatMap((app) =>
    (app.global_shortcuts ?? [])
      .filter((one) => matches(typed.slice(1), one.name))
      .map((one) => ({
        insert: "",
        text: one.name,
        detail: ["Shortcut"],
        side: app.name,
        run: async () => tellIfFailed(await act("shortcut", { callback_id: one.callback_id })),
      })),
  );
}

const SOURCES = [
  // A command stands at the very beginning, as in Slack.
  {
    pattern: /^(\/\S*)$/,
    find: (typed) => [
      ...commands()
        .filter((one) => one.command.startsWith(typed))
        .map(commandRow),
      ...shortcuts(typed),
    ],
  },
  {
    pattern: /(?:^|[\s(])(@[\p{L}\p{N}._-]*)$/u,
    find: (typed) =>
      byBeginning(
        mentionable().filter((one) => matches(typed.slice(1), nameOf(one.id), one.name)),
        typed.slice(1),
        (one) => `${nameOf(one.id)} ${one.name}`,
      )
        .slice(0, MOST)
        .map((one) => ({
          insert: `@${one.name} `,
          text: nameOf(one.id),
          detail: [one.title],
          picture: avatar(one.id, { small: true }),
        })),
  },
  {
    pattern: /(?:^|[\s(])(#[\p{L}\p{N}_-]*)$/u,
    find: (typed) =>
      byBeginning(
        [...workspace.channels.values()].filter((one) => !isDirect(one) && matches(typed.slice(1), one.name)),
        typed.slice(1),
        (one) => one.name,
      )
        .slice(0, MOST)
        .map((one) => ({
          insert: `#${one.name} `,
          text: one.name,
          detail: [],
          picture: icon(one.is_private ? "lock" : "hash"),
        })),
  },
  {
    pattern: /(?:^|\s)(:[a-z0-9_+-]{2,})$/,
    find: (typed) =>
      findEmoji(typed.slice(1), MOST).map((name) => ({
        insert: `${character(name)} `,
        text: `:${name}:`,
        detail: [],
        picture: h("span.emoji", {}, character(name)),
      })),
  },
];

/** Watches a field; `key(event)` returns true when the list has used the key. Commands work only in a channel's composer. */
export class Completion {
  constructor(field, { commands: withCommands = true } = {}) {
    this.field = field;
    this.sources = withCommands ? SOURCES : SOURCES.slice(1);
    this.listId = uid("complete");
    this.list = h("ul.listbox.completion", {
      role: "listbox",
      id: this.listId,
      "aria-label": "Suggestions",
      hidden: true,
      onpointerdown: (event) => event.preventDefault(),
    });
    this.hint = h("p.command-hint", { id: uid("hint"), hidden: true });
    this.rows = [];
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-describedby", this.hint.id);
    field.addEventListener("input", () => this.look());
    field.addEventListener("blur", () => this.close());
  }

  look() {
    const before = this.field.value.slice(0, this.field.selectionStart);
    this.rows = [];
    for (const { pattern, find } of this.sources) {
      const typed = pattern.exec(before)?.[1];
      if (!typed) continue;
      this.typed = typed;
      this.rows = find(typed).slice(0, typed.startsWith("/") ? 30 : MOST);
      break;
    }
    this.draw();
    this.explain();
  }

  /** Once a command is written out, how it goes on stays in sight. */
  explain() {
    const word = /^(\/\S+)\s/.exec(this.field.value)?.[1];
    const command = word && commands().find((one) => one.command === word);
    this.hint.hidden = !command;
    this.hint.replaceChildren(
      ...(command
        ? [
            h("strong", {}, command.command),
            " ",
            command.usage_hint && h("code", {}, command.usage_hint),
            " ",
            command.description,
          ].filter(Boolean)
        : []),
    );
  }

  draw() {
    this.list.hidden = !this.rows.length;
    this.list.replaceChildren(
      ...this.rows.map((row, at) =>
        h(
          "li.option",
          {
            role: "option",
            id: `${this.listId}-${at}`,
            "aria-selected": "false",
            onclick: () => this.take(row),
          },
          row.picture,
          h(
            "span.option-text",
            {},
            h("strong", {}, row.text),
            row.hint && h("small.option-hint", {}, row.hint),
            row.detail.filter(Boolean).map((detail) => h("small", {}, detail)),
          ),
          row.side && h("small.option-side", {}, row.side),
        ),
      ),
    );
    this.activate(0);
  }

  activate(to) {
    this.active = this.rows.length ? (to + this.rows.length) % this.rows.length : -1;
    [...this.list.children].forEach((row, at) => {
      row.classList.toggle("active", at === this.active);
      row.setAttribute("aria-selected", String(at === this.active));
    });
    const row = this.list.children[this.active];
    if (row) {
      this.field.setAttribute("aria-controls", this.listId);
      this.field.setAttribute("aria-activedescendant", row.id);
      row.scrollIntoView({ block: "nearest" });
    } else this.field.removeAttribute("aria-activedescendant");
  }

  key(event) {
    if (this.list.hidden) return false;
    if (event.key === "ArrowDown") this.activate(this.active + 1);
    else if (event.key === "ArrowUp") this.activate(this.active - 1);
    else if (event.key === "Escape") this.close();
    else if (event.key === "Tab" || (event.key === "Enter" && !event.shiftKey && !this.complete()))
      this.take(this.rows[this.active]);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  /** A command that is typed in full is sent by Enter, not completed. */
  complete() {
    return this.rows.some((row) => row.insert.trim() === this.typed && this.typed.startsWith("/"));
  }

  take(row) {
    const { field } = this;
    const from = field.selectionStart - this.typed.length;
    field.setRangeText(row.insert, from, field.selectionStart, "end");
    this.close();
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
    row.run?.();
  }

  close() {
    this.rows = [];
    this.draw();
  }
}
