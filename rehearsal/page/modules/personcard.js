// A small card about a person, opened from their name: who they are, and the way to write to them or to act as them.

import { actAs } from "./actas.js";
import { act } from "./door.js";
import { h } from "./dom.js";
import { avatar, byName, matches, MORE_ROWS, MOST_ROWS, nameOf } from "./people.js";
import { icon } from "./icons.js";
import { openMenu } from "./menu.js";
import { notify, tellIfFailed } from "./notices.js";
import { isDirect, labelOfPlace } from "./places.js";
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
  fill(); // before it opens: its size says where there is room for it
  openPopup(anchor, h("div.cast-box", {}, search, list), {
    label: `Members of ${channel.name}`,
    className: "cast-popup",
    beside: "end",
  });

  function fill() {
    const found = members.filter((person) => matches(search.value, nameOf(person.id), person.title));
    list.replaceChildren(
      ...found.slice(0, MOST_ROWS).map((person) => {
        const row = h(
          "button.plain.member",
          { type: "button" },
          avatar(person.id),
          h("span.option-text", {}, nameOf(person.id), person.title && h("small", {}, person.title)),
          person.is_bot && h("span.badge", {}, "APP"),
        );
        row.addEventListener("click", () => openCard(anchor, person.id, channel));
        return h("li", {}, row);
      }),
    );
    if (found.length > MOST_ROWS) list.append(h("li.listbox-none", {}, MORE_ROWS));
  }

  search.focus();
}

/** Opens the card of a person beside an anchor; from the members of a channel one can also be shown out of it. */
export function openCard(anchor, id, channel) {
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
      manage(anchor, person, channel),
    ),
  );
  const close = openPopup(anchor, card, { label: nameOf(id) });
  card.querySelector("button")?.focus();
}

/** What an administrator can do with an account: it opens in the place of the card. */
function manage(anchor, person, channel) {
  const items = [
    channel && !isDirect(channel) && kick(person, channel),
    !person.is_bot && person.id !== workspace.me && switchOff(person),
    !person.is_bot && guest(person, "multi", "Make a guest of several channels"),
    !person.is_bot && guest(person, "single", "Make a guest of one channel"),
    !person.is_bot && guest(person, "", "Make a full member"),
  ].filter(Boolean);
  if (!items.length) return null;
  return h(
    "button.square",
    {
      type: "button",
      "aria-label": `Manage ${nameOf(person.id)}`,
      title: "Manage",
      onclick: () => openMenu(anchor, `Manage ${nameOf(person.id)}`, items, { beside: "start" }),
    },
    icon("more"),
  );
}

const kick = (person, channel) => ({
  label: `Remove from ${labelOfPlace(channel)}`,
  run: async () => tellIfFailed(await act("kick", { channel: channel.id, user: person.id })),
});

const switchOff = (person) => ({
  label: "Switch the account off",
  detail: "Backstage, under Accounts, it is switched on again",
  danger: true,
  run: async () => tellIfFailed(await act("deactivate", { user: person.id })),
});

const guest = (person, kind, label) => ({
  label,
  run: async () => {
    if (tellIfFailed(await act("guest", { user: person.id, guest: kind })))
      notify(kind ? `${nameOf(person.id)} is a guest now.` : `${nameOf(person.id)} is a full member now.`);
  },
});

// Names are drawn in many places: one listener serves them all.
document.addEventListener("click", (event) => {
  const name = event.target.closest("button.author[data-person]");
  if (name) openCard(name, name.dataset.person);
});
