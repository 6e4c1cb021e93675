// The panel behind the stage: what crosses the wire, and what can be made to go wrong.

import { h, uid } from "./dom.js";
import { Faults } from "./faults.js";
import { faultsOn } from "./faultsnow.js";
import { icon } from "./icons.js";
import { Wire } from "./wire.js";

const KEPT = "rehearsal.backstage";
const element = document.getElementById("backstage");
const app = document.getElementById("app");
const TABS = { wire: ["Wire", Wire], faults: ["Faults and clock", Faults] };

let shown = null;
let from = null;

/** The button that opens the panel and closes it again. `before` runs first: on a small screen the drawer is in the way. */
export function backstageButton(before) {
  return h(
    "button.plain.backstage-button",
    {
      type: "button",
      "aria-expanded": String(!element.hidden),
      "aria-controls": element.id,
      dataset: { key: "backstage" },
      onclick: (event) => {
        from = event.currentTarget.dataset.key;
        before();
        if (element.hidden) open();
        else close();
      },
    },
    icon("pulse"),
    h("span.place-name", {}, "Backstage"),
    mark(),
  );
}

/** How many faults are on: whoever forgot them should not wonder for long. */
function mark() {
  const count = faultsOn().length;
  return count > 0 && h("span.fault-count", {}, count === 1 ? "1 fault on" : `${count} faults on`);
}

function open(name = localStorage.getItem(KEPT) ?? "wire") {
  build();
  element.hidden = false;
  app.classList.add("with-backstage");
  choose(TABS[name] ? name : "wire");
  element.querySelector("[role=tab][aria-selected=true]").focus();
  tellButton();
}

function close() {
  shown?.panel.stop();
  shown = null;
  element.hidden = true;
  app.classList.remove("with-backstage");
  tellButton();
  document.querySelector(`#sidebar [data-key="${from}"]`)?.focus();
}

function tellButton() {
  document
    .querySelector("#sidebar .backstage-button")
    ?.setAttribute("aria-expanded", String(!element.hidden));
}

const panels = new Map();

function build() {
  if (panels.size) return;
  const tabs = Object.entries(TABS).map(([name, [label, Panel]]) => {
    const panel = new Panel();
    const tab = h(
      "button.plain.tab",
      { type: "button", role: "tab", id: uid("tab"), onclick: () => choose(name) },
      label,
    );
    panel.node.id = uid("panel");
    panel.node.setAttribute("role", "tabpanel");
    panel.node.setAttribute("aria-labelledby", tab.id);
    tab.setAttribute("aria-controls", panel.node.id);
    panels.set(name, { name, tab, panel });
    return tab;
  });
  element.replaceChildren(
    h(
      "header.bar",
      {},
      h(
        "div.bar-title",
        {},
        h("h2", {}, "Backstage"),
        h("p.topic", {}, "What Slack and the bot say to each other"),
      ),
      h(
        "button.plain.round",
        { type: "button", "aria-label": "Close this panel", onclick: close },
        icon("close"),
      ),
    ),
    h("div.tabs", { role: "tablist", "aria-label": "Backstage", onkeydown: walk }, tabs),
    ...[...panels.values()].map(({ panel }) => panel.node),
  );
}

function choose(name) {
  shown?.panel.stop();
  for (const one of panels.values()) {
    const here = one.name === name;
    one.tab.setAttribute("aria-selected", String(here));
    one.tab.setAttribute("tabindex", here ? "0" : "-1");
    one.panel.node.hidden = !here;
  }
  shown = panels.get(name);
  shown.panel.start();
  localStorage.setItem(KEPT, name);
}

function walk(event) {
  const names = [...panels.keys()];
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const to = names[(names.indexOf(shown.name) + step + names.length) % names.length];
  choose(to);
  panels.get(to).tab.focus();
}

element.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented) close();
});
