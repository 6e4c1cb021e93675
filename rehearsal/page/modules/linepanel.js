// How the bots are reached: whether they are there, and the ways in which Slack sends them away.

import { Combobox } from "./combobox.js";
import { control, readJson } from "./door.js";
import { h, redraw } from "./dom.js";
import { notify, tellIfFailed } from "./notices.js";
import { on, workspace } from "./state.js";

const REASONS = [
  {
    value: "refresh_requested",
    text: "Refresh",
    detail: "Slack asks for a new connection, as it does every few hours",
  },
  { value: "warning", text: "Warning, then refresh", detail: "Told ten seconds before" },
  { value: "link_disabled", text: "Socket Mode switched off", detail: "The bot may not come back at once" },
  { value: "too_many_websockets", text: "Too many connections", detail: "An app may have ten" },
];

export class LinePanel {
  constructor() {
    this.reason = new Combobox({
      options: REASONS,
      selected: [REASONS[0].value],
      attributes: { "aria-label": "Reason" },
    });
    this.apps = h("div");
    this.limits = h("input", {
      type: "checkbox",
      role: "switch",
      onchange: () => this.limit(),
    });
    this.node = h(
      "section.backstage-part",
      { "aria-labelledby": "line-title" },
      h("h3", { id: "line-title" }, "Connection"),
      this.apps,
      h(
        "label.backstage-row.switch",
        {},
        h(
          "span.backstage-words",
          {},
          "Slack's rate limits",
          h("small.muted", {}, "Too many calls are answered with 429 and Retry-After"),
        ),
        this.limits,
      ),
    );
    on("app", () => this.draw());
    on("loaded", () => this.draw());
  }

  async start() {
    this.draw();
    const answer = await readJson("/control/budgets").catch(() => null);
    if (answer?.ok) this.limits.checked = answer.on;
  }

  stop() {}

  draw() {
    redraw(
      this.apps,
      [...workspace.apps.values()].map((app) => this.app(app)),
      workspace.apps.size > 0 &&
        h("div.backstage-field", {}, h("span.muted", { "aria-hidden": "true" }, "Reason"), this.reason.node),
    );
  }

  app(app) {
    const send = h(
      "button.slim",
      { type: "button", disabled: !app.connected, dataset: { key: `disconnect ${app.id}` } },
      "Disconnect",
    );
    send.addEventListener("click", () => this.disconnect(app));
    return h(
      "div.backstage-row",
      {},
      h(
        "div.backstage-words",
        {},
        app.name,
        h("small.muted", {}, app.connected ? "Connected" : "Not connected"),
      ),
      send,
    );
  }

  async disconnect(app) {
    const answer = await control("disconnect", { app: app.id, reason: this.reason.read() });
    if (!tellIfFailed(answer)) return;
    notify(
      answer.told === 1
        ? `${app.name} was sent away. A good bot comes back by itself.`
        : `${app.name} has ${answer.told || "no"} open sockets.`,
      { key: "answer" },
    );
  }

  async limit() {
    const answer = await control("budgets", { on: this.limits.checked });
    if (!tellIfFailed(answer)) this.limits.checked = !this.limits.checked;
  }
}
