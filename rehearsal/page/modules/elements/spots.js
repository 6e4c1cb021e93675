// What the elements share: how they are named for people who listen, what they begin with, when a change is sent.

import { plain } from "../mrkdwn.js";

/** Attributes that name a control: the label of its block, or else its placeholder. */
export function naming(element, spot) {
  if (spot.labelId) return { "aria-labelledby": spot.labelId, "aria-describedby": spot.describe };
  return { "aria-label": element.placeholder ? plain(element.placeholder.text) : (spot.name ?? "Choose") };
}

export const placeholder = (element) => (element.placeholder ? plain(element.placeholder.text) : null);

/** The value that an element begins with; `suggested` is what the app put into it. */
export const first = (element, spot, suggested) =>
  spot.surface.first(spot.block, element.action_id, suggested);

/** Sends a change at once where Slack does: everywhere but in a form's own fields, unless these ask for it. */
export function changed(element, spot, control, value) {
  if (spot.inForm && !spot.dispatches) return;
  spot.surface.click({ block: spot.block, action: element.action_id, value, control, ask: element.confirm });
}
