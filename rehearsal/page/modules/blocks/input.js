// An input block: its label, its field, its hint, and the place where an error is said.

import { h, uid } from "../dom.js";
import { drawElement } from "../elements/index.js";
import { plain } from "../mrkdwn.js";

const GROUPS = new Set(["radio_buttons", "checkboxes"]);

/** The label points at the field where it is one control, and names the group where it is several. */
export function input(block, surface) {
  const [labelId, hintId, errorId] = [uid("label"), uid("hint"), uid("error")];
  const hint = block.hint && h("p.hint", { id: hintId, dir: "auto" }, plain(block.hint.text));
  const error = h("p.error", { id: errorId, hidden: true });
  const spot = {
    surface,
    block: block.block_id,
    inForm: true,
    dispatches: block.dispatch_action === true,
    labelId,
    describe: [errorId, hint && hintId].filter(Boolean).join(" "),
  };
  const field = drawElement(block.element, spot);
  const control = field.matches("input, textarea") ? field : field.querySelector("input, textarea");
  const points = !GROUPS.has(block.element.type) && control;
  if (points) control.id ||= uid("field");
  const label = h(
    points ? "label.label" : "div.label",
    { id: labelId, for: points ? control.id : null, dir: "auto" },
    plain(block.label.text),
    block.optional && h("span.optional", {}, " (optional)"),
  );
  const last = surface.fields.at(-1);
  if (last?.block === block.block_id)
    Object.assign(last, { required: !block.optional, say: (text) => say(error, last.control, text) });
  return h("div.block.block-input", {}, label, hint, error, field);
}

/** Says what is wrong at the field, or takes it back. */
function say(error, control, text) {
  error.textContent = text ?? "";
  error.hidden = !text;
  if (text) control.setAttribute("aria-invalid", "true");
  else control.removeAttribute("aria-invalid");
}
