// A dialog over the page: the rest is inert, Tab stays inside, Escape means "close", and the focus goes back afterwards.

import { focusable, h, rememberFocus } from "./dom.js";
import { isOpen } from "./popup.js";

/** Shows a dialog. Its `remove()` takes it away and gives the focus back to where it was. */
export function modal({ onEscape, ...attributes }, ...children) {
  const refocus = rememberFocus();
  const dialog = h("dialog", attributes, ...children);
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Tab") turnAround(event, dialog);
    // Handled here and not by the browser: its own second Escape would close without asking.
    if (event.key === "Escape" && !isOpen()) {
      event.preventDefault();
      event.stopPropagation();
      onEscape();
    }
  });
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    onEscape();
  });
  document.body.append(dialog);
  dialog.showModal();
  const remove = dialog.remove.bind(dialog);
  dialog.remove = () => {
    if (dialog.open) dialog.close();
    remove();
    refocus();
  };
  return dialog;
}

function turnAround(event, dialog) {
  const stops = focusable(dialog);
  if (!stops.length) return;
  const [first, last] = [stops[0], stops.at(-1)];
  const here = document.activeElement;
  if (event.shiftKey ? here === first : here === last) {
    event.preventDefault();
    (event.shiftKey ? last : first).focus();
  }
}
