// Buttons and the small menu behind three dots.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { visit } from "../links.js";
import { openMenu } from "../menu.js";
import { plain } from "../mrkdwn.js";

const STYLES = { primary: ".primary", danger: ".danger" };

/** A button. One with an address opens it and tells the app as well, as Slack does. */
export function button(element, spot) {
  const control = h(
    `button.block-button${STYLES[element.style] ?? ""}`,
    { type: "button", "aria-label": element.accessibility_label, onclick: press },
    plain(element.text.text),
    element.url && icon("out"),
  );
  function press() {
    if (element.url) visit(element.url);
    spot.surface.click({
      block: spot.block,
      action: element.action_id,
      value: element.value,
      control,
      ask: element.confirm,
    });
  }
  return { node: control, control };
}

/** Up to five further commands. */
export function overflow(element, spot) {
  const control = h(
    "button.block-button.square",
    {
      type: "button",
      "aria-label": "More actions",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      onclick: open,
    },
    icon("more"),
  );
  function open() {
    openMenu(
      control,
      "More actions",
      element.options.map((option) => ({
        label: plain(option.text.text),
        detail: option.description && plain(option.description.text),
        run() {
          if (option.url) visit(option.url);
          spot.surface.click({
            block: spot.block,
            action: element.action_id,
            value: option.value,
            control,
            ask: element.confirm,
          });
        },
      })),
      { beside: "start" },
    );
  }
  return { node: control, control };
}

/** A button of a context_actions block, which has an icon in Slack and its words here. */
export function iconButton(element, spot) {
  return button({ ...element, text: element.text ?? { text: element.icon } }, spot);
}

/** "Was this helpful": two buttons with one action. */
export function feedbackButtons(element, spot) {
  const one = (part, sign) =>
    part &&
    button({ ...part, action_id: element.action_id, text: { text: `${sign} ${part.text.text}` } }, spot).node;
  return {
    node: h("span.feedback", {}, one(element.positive_button, "👍"), one(element.negative_button, "👎")),
  };
}

/** Starts a workflow in Slack; there are none in a rehearsal. */
export function workflowButton(element) {
  return {
    node: h(
      "button.block-button",
      { type: "button", disabled: true, title: "Workflows don't run in a rehearsal" },
      plain(element.text.text),
    ),
  };
}
