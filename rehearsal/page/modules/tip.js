// The small card that tells more about what is under the pointer or has the focus of the keyboard.

import { place } from "./popup.js";
import { h } from "./dom.js";

const tips = new WeakMap();
let shown = null;

/** Gives an element a card; `draw` is asked for its content each time. What it says must be in the label as well. */
export function withTip(element, draw) {
  element.setAttribute("data-tip", "");
  tips.set(element, draw);
  return element;
}

function show(anchor) {
  if (anchor === shown?.anchor) return;
  hide();
  if (!anchor) return;
  const card = h("div.popup.tip", { popover: "manual", "aria-hidden": "true" }, tips.get(anchor)());
  (anchor.closest("dialog") ?? document.body).append(card);
  card.showPopover();
  place(card, anchor, "above");
  shown = { anchor, card };
}

function hide() {
  shown?.card.remove();
  shown = null;
}

const tipped = (target) => target.closest?.("[data-tip]");

// A finger presses at once: there is nothing to hover over.
document.addEventListener("pointerover", (event) => {
  if (event.pointerType === "mouse") show(tipped(event.target));
});
document.addEventListener("focusin", (event) => {
  if (event.target.matches(":focus-visible")) show(tipped(event.target));
});
document.addEventListener("focusout", hide);
document.addEventListener("pointerdown", hide);
addEventListener("scroll", hide, true);
addEventListener("keydown", (event) => event.key === "Escape" && hide());
// A message that is drawn anew takes its parts away without a word.
new MutationObserver(() => shown && !shown.anchor.isConnected && hide()).observe(document.body, {
  childList: true,
  subtree: true,
});
