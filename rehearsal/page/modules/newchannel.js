// Making a channel, as any person can in Slack.

import { act, sentence } from "./door.js";
import { arriveIn } from "./arriving.js";
import { h, uid } from "./dom.js";
import { modal } from "./modal.js";

/** Asks for a name and leads into the new channel. */
export function makeChannel() {
  const [title, field, problem] = [uid("title"), uid("name"), uid("problem")];
  const name = h("input.text-field", {
    type: "text",
    id: field,
    maxlength: 80,
    required: true,
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    placeholder: "room-5",
    "aria-describedby": problem,
  });
  const hidden = h("input", { type: "checkbox" });
  const error = h("p.error", { id: problem, role: "alert", hidden: true });
  const end = () => dialog.remove();
  const dialog = modal(
    { class: "confirm", "aria-labelledby": title, onEscape: end },
    h(
      "form",
      { onsubmit: submit },
      h("h2", { id: title }, "New channel"),
      h("label.label", { for: field }, "Name"),
      error,
      name,
      h(
        "label.choice.after",
        {},
        hidden,
        h("span", {}, "Private", h("small", {}, "Only those who are invited see it")),
      ),
      h(
        "div.confirm-answers",
        {},
        h("button", { type: "button", onclick: end }, "Cancel"),
        h("button.primary", { type: "submit" }, "Make channel"),
      ),
    ),
  );
  name.focus();

  async function submit(event) {
    event.preventDefault();
    const answer = await act("create", { name: name.value.trim(), is_private: hidden.checked });
    error.textContent = answer.ok ? "" : sentence(answer.error);
    error.hidden = answer.ok;
    if (!answer.ok) return;
    end();
    await arriveIn(answer.channel);
  }
}
