// Fields to write in: text of one line or many, numbers, e-mail addresses, web addresses.

import { h } from "../dom.js";
import { changed, first, naming, placeholder } from "./spots.js";

// Slack's own bound where the app gives none.
const LONGEST = 3000;
const NEARLY = 0.8;

function field(element, spot, attributes, check) {
  const tag = attributes.rows ? "textarea" : "input";
  const control = h(`${tag}.text-field`, {
    placeholder: placeholder(element),
    autocomplete: "off",
    ...naming(element, spot),
    ...attributes,
    onkeydown: key,
    oninput: typed,
  });
  control.value = first(element, spot, element.initial_value) ?? "";
  const read = () => (control.value === "" ? null : control.value);

  const events = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  function key(event) {
    if (event.key !== "Enter" || attributes.rows || !spot.dispatches || !events.includes("on_enter_pressed"))
      return;
    event.preventDefault();
    changed(element, spot, control, read());
  }
  function typed() {
    if (spot.dispatches && events.includes("on_character_entered")) changed(element, spot, control, read());
  }
  return { node: control, control, read, check: () => check?.(control.value) ?? null };
}

/** Text: null when empty. What is too long or too short is said when the form is sent, as Slack does. */
export function textField(element, spot) {
  const longest = element.max_length ?? LONGEST;
  const drawn = field(
    element,
    spot,
    element.multiline ? { rows: 4, dir: "auto" } : { type: "text", dir: "auto" },
    (text) => {
      const length = [...text].length;
      if (length > longest) return `Please shorten this to ${longest} characters; it has ${length}.`;
      if (text && length < (element.min_length ?? 0))
        return `Please write at least ${element.min_length} characters.`;
      return null;
    },
  );
  return element.max_length ? { ...drawn, node: counted(drawn, longest) } : drawn;
}

/** Shows how much room is left once it gets tight. */
function counted(drawn, longest) {
  const left = h("small.room-left", { "aria-hidden": "true" });
  const count = () => {
    const length = [...drawn.control.value].length;
    left.textContent = length > longest * NEARLY ? String(longest - length) : "";
    left.classList.toggle("over", length > longest);
  };
  drawn.control.addEventListener("input", count);
  count();
  return h("span.counted", {}, drawn.node, left);
}

export function numberField(element, spot) {
  const attributes = { type: "text", inputmode: element.is_decimal_allowed ? "decimal" : "numeric" };
  return field(element, spot, attributes, (text) => {
    if (!text) return null;
    const number = Number(text);
    if (!element.is_decimal_allowed && !Number.isInteger(number)) return "Please write a whole number.";
    if (Number.isNaN(number)) return "Please write a number.";
    if (element.min_value !== undefined && number < Number(element.min_value))
      return `Please write ${element.min_value} or more.`;
    if (element.max_value !== undefined && number > Number(element.max_value))
      return `Please write ${element.max_value} or less.`;
    return null;
  });
}

export function emailField(element, spot) {
  return field(element, spot, { type: "text", inputmode: "email", autocapitalize: "off" }, (text) =>
    text && !/^\S+@\S+\.\S+$/.test(text) ? "Please write an e-mail address, such as name@example.org." : null,
  );
}

export function urlField(element, spot) {
  return field(element, spot, { type: "text", inputmode: "url", autocapitalize: "off" }, (text) =>
    text && !/^https?:\/\/\S+$/i.test(text) ? "Please write a web address that begins with https://." : null,
  );
}
