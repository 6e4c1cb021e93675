// Finding a person among many: to act as them, or to write to them.

import { addressPerson } from "./address.js";
import { h, uid } from "./dom.js";
import { avatar, cast, matches, MORE_ROWS, MOST_ROWS, nameOf, rankName } from "./people.js";
import { icon } from "./icons.js";
import { openPopup } from "./popup.js";
import { become } from "./session.js";
import { workspace } from "./state.js";

/** Becomes someone else. The address is written first, so that even a reload in between lands there. */
export function actAs(id) {
  if (id === workspace.me) return;
  addressPerson(id);
  become(id);
}

/** Opens the list beside a button. `choose` gets the id of the person; `more` ({label, run}) stands below as a button. */
export function openCast(anchor, { title = "Act as", withApps = false, choose = actAs, more } = {}) {
  const bots = withApps
    ? [...workspace.people.values()].filter((person) => person.is_bot && !person.deleted)
    : [];
  const everyone = [...cast(), ...bots];
  const listId = uid("cast");
  let active = 0;
  const list = h("ul.listbox.cast", { role: "listbox", id: listId, "aria-label": title });
  const search = h("input.text-field", {
    type: "search",
    role: "combobox",
    "aria-expanded": "true",
    "aria-controls": listId,
    "aria-autocomplete": "list",
    "aria-label": title,
    placeholder: "Name or role",
    autocomplete: "off",
    spellcheck: "false",
    oninput: fill,
    onkeydown: key,
  });
  const count = h("p.cast-count", { role: "status" });
  const further = more && h("button.cast-more", { type: "button", onclick: go }, icon("people"), more.label);
  fill(); // before it opens: its size says where there is room for it
  const close = openPopup(anchor, h("div.cast-box", {}, search, list, count, further), {
    label: title,
    className: "cast-popup",
  });

  function fill() {
    const found = everyone.filter((person) =>
      matches(search.value, nameOf(person.id), person.title, person.name),
    );
    const rows = [];
    const groupOf = (person) => (person.is_bot ? "Apps" : rankName(person));
    // Alone, “Everyone else” would leave one asking whom it leaves out.
    let group = new Set(found.map(groupOf)).size === 1 ? groupOf(found[0]) : null;
    for (const person of found.slice(0, MOST_ROWS)) {
      const name = groupOf(person);
      if (name !== group) rows.push(h("li.listbox-group", { role: "presentation" }, name));
      group = name;
      rows.push(row(person));
    }
    if (found.length > MOST_ROWS) rows.push(h("li.listbox-none", { role: "presentation" }, MORE_ROWS));
    list.replaceChildren(...rows);
    count.textContent = found.length === 1 ? "1 person" : `${found.length} people`;
    activate(
      search.value
        ? 0
        : Math.max(
            0,
            found.findIndex((person) => person.id === workspace.me),
          ),
    );
  }

  function row(person) {
    const mine = person.id === workspace.me;
    return h(
      "li.option",
      {
        role: "option",
        id: uid("person"),
        "aria-selected": String(mine),
        dataset: { person: person.id },
        onclick: () => take(person.id),
      },
      avatar(person.id),
      h("span.option-text", {}, nameOf(person.id), person.title && h("small", {}, person.title)),
    );
  }

  function activate(to) {
    const rows = [...list.querySelectorAll(".option")];
    active = Math.min(Math.max(to, 0), rows.length - 1);
    rows.forEach((one, at) => one.classList.toggle("active", at === active));
    search.setAttribute("aria-activedescendant", rows[active]?.id ?? "");
    rows[active]?.scrollIntoView({ block: "nearest" });
  }

  function key(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    if (event.key in steps) activate(active + steps[event.key]);
    else if (event.key === "Enter") list.querySelectorAll(".option")[active]?.click();
    else return;
    event.preventDefault();
  }

  function go() {
    close();
    more.run();
  }

  function take(id) {
    close();
    choose(id);
  }

  list.querySelector(".active")?.scrollIntoView({ block: "nearest" });
  search.focus();
}
