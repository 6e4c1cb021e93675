// Small things that open beside a button and close again: menus, pickers, lists. They live in the top layer, so nothing
// clips them, and next to what opened them in the document, so that a form's own layer keeps them usable.

import { h } from "./dom.js";

const GAP = 4;
let open = null;

/** Opens content beside an anchor; returns a function that closes it. Escape, a press elsewhere or leaving it close it too. */
export function openPopup(
  anchor,
  content,
  { className = "", label, onClose, beside = "start", takesFocus = true } = {},
) {
  open?.close();
  const at = standing(anchor) ?? anchor;
  const box = h(
    "div.popup",
    { class: `popup ${className}`, popover: "manual", role: label ? "dialog" : null, "aria-label": label },
    content,
  );
  (at.closest("dialog") ?? document.body).append(box);
  box.showPopover();
  place(box, at, beside);
  hold(at);

  const close = ({ refocus = true } = {}) => {
    if (open?.box !== box) return;
    open = null;
    // Where the focus stood inside, it must not fall back to the start of the page.
    const inside = box.contains(document.activeElement);
    stop();
    box.remove();
    if (refocus && inside && takesFocus) standing(anchor)?.focus({ preventScroll: true });
    release(at);
    onClose?.();
  };
  const stop = watch(box, anchor, beside, close);
  open = { box, close };
  return close;
}

export const isOpen = () => open !== null;

/**
 * The anchor, or what was drawn in its stead: a header that is drawn anew must not take away what is open beside it. In a message
 * keys are its own; a message that is held (below) isn't drawn anew, so one that is gone was deleted.
 */
function standing(anchor) {
  if (anchor.isConnected) return anchor;
  if (anchor.closest("[data-ts]")) return null;
  const { key } = anchor.dataset;
  return key ? document.querySelector(`[data-key="${CSS.escape(key)}"]`) : null;
}

function watch(box, anchor, beside, close) {
  const within = (part) => box.contains(part) || standing(anchor)?.contains(part);
  const outside = (event) => {
    if (!within(event.target)) close({ refocus: false });
  };
  const key = (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    close();
  };
  const moved = (event) => {
    if (box.contains(event.target)) return;
    const at = standing(anchor);
    at ? place(box, at, beside) : close({ refocus: false });
  };
  const left = (event) => {
    const to = event.relatedTarget;
    if (to && !within(to)) close({ refocus: false });
  };
  document.addEventListener("pointerdown", outside, true);
  document.addEventListener("keydown", key, true);
  addEventListener("scroll", moved, true);
  addEventListener("resize", moved);
  box.addEventListener("focusout", left);
  return () => {
    document.removeEventListener("pointerdown", outside, true);
    document.removeEventListener("keydown", key, true);
    removeEventListener("scroll", moved, true);
    removeEventListener("resize", moved);
  };
}

/** Under the anchor where there is room (or above it, if that is wanted), at its other side otherwise; always within the window. */
export function place(box, anchor, beside) {
  const at = anchor.getBoundingClientRect();
  if (box.classList.contains("as-wide")) box.style.minWidth = `${at.width}px`;
  const size = box.getBoundingClientRect();
  const below = innerHeight - at.bottom - GAP;
  const under = beside === "above" ? at.top - GAP < size.height : below >= size.height || below >= at.top;
  const top = under ? at.bottom + GAP : at.top - GAP - size.height;
  const left = beside === "end" ? at.right - size.width : at.left;
  box.style.top = `${Math.max(GAP, Math.min(top, innerHeight - size.height - GAP))}px`;
  box.style.left = `${Math.max(GAP, Math.min(left, innerWidth - size.width - GAP))}px`;
}

/** A message isn't drawn anew while something is open in it: the anchor would be pulled away from under the pointer. */
export function hold(part) {
  part.closest("[data-ts]")?.setAttribute("data-held", "");
}

export function release(part) {
  const message = part.closest("[data-ts]");
  if (!message) return;
  message.removeAttribute("data-held");
  message.dispatchEvent(new CustomEvent("released", { bubbles: true }));
}
