// Choosing an emoji: a small set to begin with, all of them by name.

import { h } from "./dom.js";
import { COMMON, character, findEmoji, rememberEmoji, spoken } from "./emoji.js";
import { openPopup } from "./popup.js";

const STEPS = { ArrowRight: 1, ArrowLeft: -1 };

/** Opens beside an anchor and calls back with the chosen name. */
export function pickEmoji(anchor, choose, { onClose } = {}) {
  const grid = h("div.emoji-grid", { role: "group", "aria-label": "Emoji", onkeydown: walk });
  const name = h("p.emoji-said", { "aria-hidden": "true" });
  const search = h("input.text-field", {
    type: "search",
    placeholder: "Search by name",
    "aria-label": "Search emoji by name",
    autocomplete: "off",
    oninput: fill,
    onkeydown: fromSearch,
  });
  const close = openPopup(anchor, h("div.emoji-picker", {}, search, grid, name), {
    label: "Choose an emoji",
    className: "emoji-popup",
    beside: "end",
    onClose,
  });

  function fill() {
    const names = search.value.trim() ? findEmoji(search.value) : COMMON;
    grid.replaceChildren(...names.map(choice));
    if (!names.length) grid.append(h("p.muted", {}, "No emoji has that name."));
    name.textContent = names.length ? `:${names[0]}:` : "";
  }

  function choice(one) {
    const say = () => {
      name.textContent = `:${one}:`;
    };
    return h(
      "button.plain",
      {
        type: "button",
        "aria-label": spoken(one),
        title: `:${one}:`,
        onclick: () => take(one),
        onfocus: say,
        onpointerenter: say,
      },
      character(one),
    );
  }

  function take(one) {
    rememberEmoji(one);
    close();
    choose(one);
  }

  function fromSearch(event) {
    const first = grid.querySelector("button");
    if (!first || !["Enter", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    if (event.key === "Enter") first.click();
    else first.focus();
  }

  /** Up and down move by what stands above and below on the screen, however wide the grid is. */
  function walk(event) {
    const all = [...grid.querySelectorAll("button")];
    const at = all.indexOf(document.activeElement);
    const columns = all.filter((one) => one.offsetTop === all[0].offsetTop).length;
    const step = STEPS[event.key] ?? { ArrowDown: columns, ArrowUp: -columns }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    if (at + step < 0) search.focus();
    else all[Math.min(at + step, all.length - 1)].focus();
  }

  fill();
  search.focus();
}
