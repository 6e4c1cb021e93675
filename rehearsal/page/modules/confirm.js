// Asking once more before something is done, in the app's own words or ours.

import { h, uid } from "./dom.js";
import { modal } from "./modal.js";
import { mrkdwn, plain } from "./mrkdwn.js";

const OURS = { title: "Are you sure?", text: "This can't be undone.", confirm: "Yes", deny: "Cancel" };

/** Resolves to true when the person says yes. Takes Slack's confirm object. */
export function confirm(object = {}) {
  const word = (part) => (object[part] ? plain(object[part].text) : OURS[part]);
  const text = object.text?.type === "mrkdwn" ? mrkdwn(object.text.text) : word("text");
  return new Promise((resolve) => {
    const title = uid("confirm");
    const style = object.style === "danger" ? "danger" : "primary";
    const answer = (value) => () => {
      dialog.remove();
      resolve(value);
    };
    const dialog = modal(
      { class: "confirm", role: "alertdialog", "aria-labelledby": title, onEscape: answer(false) },
      h("h2", { id: title }, word("title")),
      h("div.confirm-text", { dir: "auto" }, text),
      h(
        "div.confirm-answers",
        {},
        h("button", { type: "button", onclick: answer(false) }, word("deny")),
        h(`button.${style}`, { type: "button", onclick: answer(true) }, word("confirm")),
      ),
    );
    dialog.querySelector(".confirm-answers button:last-child").focus();
  });
}
