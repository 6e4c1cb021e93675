// A small card about a person, opened from their name: who they are, and the way to write to them or to act as them.

import { actAs } from "./actas.js";
import { h } from "./dom.js";
import { avatar, byName, matches, nameOf } from "./people.js";
import { openPopup } from "./popup.js";
import { openDirect } from "./sidebar.js";
import { workspace } from "./state.js";

/** The people in a channel, beside the button that counts them. */
export function openMembers(anchor, channel) {
  const members = (channel.members ?? [])
    .map((id) => workspace.people.get(id))
    .filter(Boolean)
    .sort(byName);
  const list = h("ul.members");
  const search = h("input.text-field", {
    type: "search",
    placeholder: "Name or role",
    "aria-label": "Find a member",
    oninput: fill,
  });
  openPopup(anchor, h("div.cast-box", {}, search, list), {
    label: `Members of ${channel.name}`,
    className: "cast-popup",
    beside: "end",
  });

  function fill() {
    const found = members.filter((person) => matches(search.value, nameOf(person.id), person.title));
    list.replaceChildren(
      ...found.map((person) => {
        const row = h(
          "button.plain.member",
          { type: "button" },
          avatar(person.id),
          h("span.option-text", {}, nameOf(person.id), person.title && h("small", {}, person.title)),
          person.is_bot && h("span.badge", {}, "APP"),
        );
        row.addEventListener("click", () => openCard(anchor, person.id));
        return h("li", {}, row);
      }),
    );
  }

  fill();
  search.focus();
}

export function openCard(anchor, id) {
  const person = workspace.people.get(id);
  if (!person) return;
  const does = (label, kind, run) =>
    h(
      `button${kind}`,
      {
        type: "button",
        onclick: () => {
          close();
          run(id);
        },
      },
      label,
    );
  const card = h(
    "div.person-card",
    {},
    h(
      "div.person-card-who",
      {},
      avatar(id),
      h(
        "div",
        {},
        h("strong", {}, nameOf(id)),
        person.title && h("p.muted", {}, person.title),
        h("p.muted", {}, `@${person.name}`),
      ),
    ),
    h(
      "div.person-card-does",
      {},
      does("Message", "", openDirect),
      !person.is_bot && id !== workspace.me && does("Act as", ".primary", actAs),
    ),
  );
  const close = openPopup(anchor, card, { label: nameOf(id) });
  card.querySelector("button")?.focus();
}

// Names are drawn in many places: one listener serves them all.
document.addEventListener("click", (event) => {
  const name = event.target.closest("button.author[data-person]");
  if (name) openCard(name, name.dataset.person);
});
