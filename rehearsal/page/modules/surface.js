// Where blocks stand: a message, a form or an app's home. It knows its fields and carries clicks to the app.

import { act } from "./door.js";
import { confirm } from "./confirm.js";
import { tellIfFailed } from "./notices.js";
import { setViews } from "./state.js";

const key = (block, action) => `${block} ${action}`;

export class Surface {
  /** `where` is {channel, ts} or {view_id}; `kept` are values that a person gave before this was drawn anew. */
  constructor(where, { kept = new Map(), given = {} } = {}) {
    this.where = where;
    this.kept = kept;
    this.given = given;
    this.fields = [];
  }

  /** The value to begin with: what the person entered, else what the workspace remembers, else what the app suggests. */
  first(block, action, suggested) {
    const name = key(block, action);
    if (this.kept.has(name)) return this.kept.get(name);
    return remembered(this.given[block]?.[action]) ?? suggested;
  }

  add(field) {
    this.fields.push(field);
  }

  /** Plain values by block and action, as the workspace wants them. */
  values() {
    const values = {};
    for (const { block, action, read } of this.fields) (values[block] ??= {})[action] = read();
    return values;
  }

  /** What to hand to the next drawing of the same surface. */
  keep() {
    return new Map(this.fields.map(({ block, action, read }) => [key(block, action), read()]));
  }

  /** Sends a click; the control shows that it is under way and can't be pressed twice meanwhile. */
  async click({ block, action, value, control, ask }) {
    if (control?.getAttribute("aria-busy") === "true") return false;
    if (ask && !(await confirm(ask))) return false;
    control?.setAttribute("aria-busy", "true");
    const values = this.where.view_id ? { values: this.values() } : {};
    const answer = await act("click", {
      ...this.where,
      block_id: block,
      action_id: action,
      value,
      ...values,
    });
    control?.removeAttribute("aria-busy");
    if (answer.views) setViews(answer.views);
    return tellIfFailed(answer);
  }
}

const PLAIN = [
  "value",
  "selected_date",
  "selected_time",
  "selected_date_time",
  "selected_user",
  "selected_users",
  "selected_channel",
  "selected_channels",
  "selected_conversation",
  "selected_conversations",
];

/** The plain value in one entry of Slack's `state.values`; undefined where there is none. */
function remembered(entry) {
  if (!entry) return undefined;
  if (entry.selected_option) return entry.selected_option.value;
  if (entry.files?.length) return entry.files.map((file) => file.id);
  if (entry.selected_options?.length) return entry.selected_options.map((option) => option.value);
  const name = PLAIN.find(
    (one) => entry[one] !== undefined && entry[one] !== null && entry[one].length !== 0,
  );
  return name ? entry[name] : undefined;
}
