// Accounts that are switched off, and the way to switch them on again.

import { act } from "./door.js";
import { h, redraw } from "./dom.js";
import { tellIfFailed } from "./notices.js";
import { avatar, nameOf } from "./people.js";
import { on, workspace } from "./state.js";

export class AccountPanel {
  constructor() {
    this.list = h("div");
    this.node = h(
      "section.backstage-part",
      { "aria-labelledby": "accounts-title" },
      h("h3", { id: "accounts-title" }, "Accounts"),
      this.list,
    );
    for (const kind of ["loaded", "person"]) on(kind, () => this.draw());
  }

  start() {
    this.draw();
  }

  stop() {}

  draw() {
    const off = [...workspace.people.values()].filter((person) => person.deleted && !person.is_bot);
    redraw(
      this.list,
      off.map((person) => this.row(person)),
      h(
        "p.muted",
        {},
        "A press on someone's name, or on one in the list of members, leads to what can be done with an account.",
      ),
    );
  }

  row(person) {
    const press = async () => tellIfFailed(await act("reactivate", { user: person.id }));
    return h(
      "div.backstage-row",
      {},
      avatar(person.id),
      h("div.backstage-words", {}, nameOf(person.id), h("small.muted", {}, "Switched off")),
      h(
        "button.slim",
        {
          type: "button",
          "aria-label": `Switch on: ${nameOf(person.id)}`,
          onclick: press,
          dataset: { key: `on ${person.id}` },
        },
        "Switch on",
      ),
    );
  }
}
