// Every interactive element by its type. A "spot" says where one stands:
// {surface, block, inForm, dispatches, labelId, name, describe}.

import { h } from "../dom.js";
import { button, feedbackButtons, iconButton, overflow, workflowButton } from "./buttons.js";
import { checkboxes, radioButtons } from "./choices.js";
import { dateField, dateTimeField, timeField } from "./dates.js";
import { external } from "./external.js";
import { fileField } from "./files.js";
import { selects } from "./selects.js";
import { emailField, numberField, textField, urlField } from "./textfields.js";
import { picture } from "../pictures.js";

const TYPES = {
  button,
  checkboxes,
  datepicker: dateField,
  datetimepicker: dateTimeField,
  email_text_input: emailField,
  external_select: (element, spot) => external(element, spot, false),
  feedback_buttons: feedbackButtons,
  file_input: fileField,
  icon_button: iconButton,
  image: (element) => ({ node: picture(element, "element") }),
  multi_external_select: (element, spot) => external(element, spot, true),
  number_input: numberField,
  overflow,
  plain_text_input: textField,
  radio_buttons: radioButtons,
  timepicker: timeField,
  url_text_input: urlField,
  workflow_button: workflowButton,
  ...selects,
};

/** Draws one element. What holds a value becomes a field of the surface. */
export function drawElement(element, spot) {
  const draw = TYPES[element.type];
  if (!draw) return h("span.unknown", {}, `“${element.type}” can't be shown here`);
  const drawn = draw(element, spot);
  drawn.control?.setAttribute("data-key", `${spot.block} ${element.action_id}`);
  if (drawn.read)
    spot.surface.add({ block: spot.block, action: element.action_id, type: element.type, ...drawn });
  return drawn.node;
}
