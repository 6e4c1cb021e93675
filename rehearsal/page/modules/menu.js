// A menu of commands beside a button, walked with the arrow keys.

import { h } from "./dom.js";
import { openPopup } from "./popup.js";

/** Items are {label, detail?, danger?, run} or null for a line between groups. `anchor` gets the focus back. */
export function openMenu(anchor, label, items, { beside = "end", onClose } = {}) {
  const rows = items.map((item) => (item ? row(item) : h("hr", { role: "separator" })));
  const list = h(
    "div.menu",
    { role: "menu", "aria-label": label, onkeydown: (event) => walk(event, list) },
    rows,
  );
  const close = openPopup(anchor, list, {
    className: "menu-popup",
    beside,
    onClose: () => {
      anchor.setAttribute("aria-expanded", "false");
      onClose?.();
    },
  });
  anchor.setAttribute("aria-expanded", "true");

  function row(item) {
    const run = () => {
      close();
      item.run();
    };
    const kind = item.danger ? ".danger" : "";
    return h(
      `button.menu-item${kind}`,
      { type: "button", role: "menuitem", tabindex: "-1", onclick: run },
      item.label,
      item.detail && h("small", {}, item.detail),
    );
  }

  list.querySelector("[role=menuitem]")?.focus();
}

const STEPS = { ArrowDown: 1, ArrowUp: -1 };

function walk(event, list) {
  const rows = [...list.querySelectorAll("[role=menuitem]")];
  const at = rows.indexOf(document.activeElement);
  let to = null;
  if (event.key in STEPS) to = (at + STEPS[event.key] + rows.length) % rows.length;
  else if (event.key === "Home") to = 0;
  else if (event.key === "End") to = rows.length - 1;
  else if (event.key.length === 1 && event.key !== " ")
    to = rows.findIndex((row) => row.textContent.toLowerCase().startsWith(event.key.toLowerCase()));
  if (to === null || to < 0) return;
  event.preventDefault();
  rows[to].focus();
}
