// Radio buttons and checkboxes.

import { h, uid } from "../dom.js";
import { mrkdwn, plain } from "../mrkdwn.js";
import { changed, first, naming } from "./spots.js";

const words = (text) => (text.type === "mrkdwn" ? mrkdwn(text.text) : plain(text.text));

function group(element, spot, { type, role, chosen, value }) {
  const name = uid("group");
  const box = h(`div.choices`, { role, ...naming({}, spot), tabindex: "-1" });
  const read = () => [...box.querySelectorAll("input:checked")].map((input) => input.value);
  for (const option of element.options) {
    const input = h("input", {
      type,
      name,
      value: option.value,
      onchange: () => changed(element, spot, box, value(read())),
    });
    // Set as a property: the attribute alone would be lost when a form is read back.
    input.checked = chosen.includes(option.value);
    input.dataset.key = `${spot.block} ${element.action_id} ${option.value}`;
    box.append(
      h(
        "label.choice",
        {},
        input,
        h("span", {}, words(option.text), option.description && h("small", {}, words(option.description))),
      ),
    );
  }
  return { node: box, control: box, read: () => value(read()) };
}

/** One of several: its value, or null. */
export function radioButtons(element, spot) {
  const begin = first(element, spot, element.initial_option?.value);
  return group(element, spot, {
    type: "radio",
    role: "radiogroup",
    chosen: [begin],
    value: (list) => list[0] ?? null,
  });
}

/** Any of several: a list of values. */
export function checkboxes(element, spot) {
  const begin = first(
    element,
    spot,
    (element.initial_options ?? []).map((option) => option.value),
  );
  return group(element, spot, {
    type: "checkbox",
    role: "group",
    chosen: begin ?? [],
    value: (list) => list,
  });
}
