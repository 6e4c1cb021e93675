// The one way this page makes elements. Text only ever becomes text nodes, so nothing that people wrote is read as markup.

let counter = 0;

/** A new id, unique on the page, for labels and descriptions to point at. */
export function uid(prefix) {
  counter += 1;
  return `${prefix}-${counter}`;
}

/** h("button.primary", {onclick, "aria-label": "…"}, "Join"): falsy children and attributes are left out. */
export function h(what, attributes = {}, ...children) {
  const [tag, ...classes] = what.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  for (const [name, value] of Object.entries(attributes)) set(element, name, value);
  add(element, children);
  return element;
}

function set(element, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (name === "dataset") Object.assign(element.dataset, value);
  else if (name === "value") element.value = value;
  else element.setAttribute(name, value === true ? "" : value);
}

function add(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false || child === "") continue;
    element.append(child);
  }
}

/** Puts other children into an element while the focus stays on the part with the same data-key, if it is still there. */
export function redraw(element, ...children) {
  keepingFocus(element, () => {
    element.replaceChildren();
    add(element, children);
  });
}

/**
 * Like `redraw`, for what is drawn often and changes little: parts that would look the same stay as they are, so that nothing
 * is pulled away from under the pointer. Only for parts whose listeners mean the same at each drawing.
 */
export function renew(element, ...children) {
  const fresh = element.cloneNode(false);
  add(fresh, children);
  keepingFocus(element, () => take(element, fresh));
}

function take(element, fresh) {
  const had = new Set(element.children);
  const parts = [...fresh.children];
  const kept = new Map();
  for (const like of [(one, other) => one.isEqualNode(other), sameHolder])
    for (const part of parts.filter((one) => !kept.has(one))) {
      const same = [...had].find((one) => like(one, part));
      if (same) kept.set(part, same);
      had.delete(same);
    }
  for (const part of had) part.remove();
  parts.forEach((part, at) => {
    const there = kept.get(part) ?? part;
    if (element.children[at] !== there) element.insertBefore(there, element.children[at] ?? null);
    if (there !== part && !there.isEqualNode(part)) take(there, part);
  });
}

/** Whether both only hold parts that have keys: then the holder stays, with its place on the screen and in what scrolls. */
const sameHolder = (one, other) => holds(one) && holds(other) && one.cloneNode().isEqualNode(other.cloneNode());
const holds = (part) => !part.closest("[data-key]") && part.querySelector("[data-key]") !== null;

/** Runs a change inside an element and gives the focus back to the part with the same data-key. */
export function keepingFocus(element, change) {
  const active = document.activeElement;
  const held = element.contains(active) ? active.closest("[data-key]") : null;
  const caret = held && "selectionStart" in active ? [active.selectionStart, active.selectionEnd] : null;
  change();
  if (!held || document.activeElement === active) return;
  const again = [...element.querySelectorAll("[data-key]")].find(
    (part) => part.dataset.key === held.dataset.key,
  );
  if (!again) return;
  again.focus({ preventScroll: true });
  // Number, date and email fields refuse a caret: the focus alone is enough there.
  if (caret && caret[0] !== null)
    try {
      again.setSelectionRange(...caret);
    } catch {
      /* see above */
    }
}

/** Remembers where the focus is; the function that comes back returns it there, even if that part was drawn anew meanwhile. */
export function rememberFocus() {
  const { activeElement: before } = document;
  const [key, ts] = [before?.dataset.key, before?.closest("[data-ts]")?.dataset.ts];
  const again = () =>
    [...document.querySelectorAll(ts ? `[data-ts="${ts}"] [data-key]` : "[data-key]")].find(
      (part) => part.dataset.key === key,
    );
  return () => {
    const part =
      (before?.isConnected ? before : key && again()) || document.querySelector("main .composer-field");
    part?.focus({ preventScroll: true });
  };
}

/** What can be reached with Tab inside an element, in order. */
export function focusable(element) {
  const wanted =
    "a[href], button:not([disabled]), input:not([disabled]), select, textarea, [tabindex]:not([tabindex='-1'])";
  return [...element.querySelectorAll(wanted)].filter((part) => part.getClientRects().length > 0);
}

/** Runs a drawing at most once a frame, however often it is asked for. */
export function oncePerFrame(draw) {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    // A hidden tab gets no frames, and its page would grow stale: a timer serves both.
    const run = () => {
      asked = false;
      draw();
    };
    if (document.hidden) setTimeout(run, 50);
    else requestAnimationFrame(run);
  };
}
