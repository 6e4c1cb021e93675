// Beginning a talk of several people: they are chosen one after the other, apps among them.

import { act, sentence } from "./door.js";
import { arriveIn } from "./arriving.js";
import { Combobox } from "./combobox.js";
import { h, uid } from "./dom.js";
import { modal } from "./modal.js";
import { avatar, cast, nameOf } from "./people.js";
import { workspace } from "./state.js";

// Slack lets nine people talk like this; more of them need a channel.
const OTHERS = 8;

/** Asks who takes part and leads into their talk, which is found again if there was one. */
export function beginTalk() {
  const [title, field, problem] = [uid("title"), uid("people"), uid("problem")];
  const error = h("p.error", { id: problem, role: "alert", hidden: true });
  const box = new Combobox({
    options: everyone(),
    multiple: true,
    max: OTHERS,
    placeholder: "Name or role",
    attributes: { id: field, "aria-describedby": problem },
  });
  const end = () => dialog.remove();
  const dialog = modal(
    { class: "confirm", "aria-labelledby": title, onEscape: end },
    h(
      "form",
      { onsubmit: submit },
      h("h2", { id: title }, "New talk"),
      h("label.label", { for: field }, `People, at most ${OTHERS}`),
      error,
      box.node,
      h(
        "div.confirm-answers",
        {},
        h("button", { type: "button", onclick: end }, "Cancel"),
        h("button.primary", { type: "submit" }, "Begin"),
      ),
    ),
  );
  box.input.focus();

  async function submit(event) {
    event.preventDefault();
    const users = box.read();
    const answer = users.length ? await act("dm", { users }) : { error: "Please choose somebody." };
    error.textContent = answer.ok ? "" : sentence(answer.error);
    error.hidden = Boolean(answer.ok);
    if (!answer.ok) return;
    end();
    await arriveIn(answer.channel);
  }
}

function everyone() {
  const bots = [...workspace.people.values()].filter((person) => person.is_bot && !person.deleted);
  return [...cast(), ...bots]
    .filter((person) => person.id !== workspace.me)
    .map((person) => ({
      value: person.id,
      text: nameOf(person.id),
      detail: person.title,
      picture: () => avatar(person.id, { small: true }),
    }));
}
