// One line of the wire, and all of it once it is opened.

import { control, readJson } from "./door.js";
import { h, uid } from "./dom.js";
import { shortly } from "./faultkinds.js";
import { icon } from "./icons.js";
import { notify, tellIfFailed } from "./notices.js";
import { nameOf } from "./people.js";
import { isDirect, labelOfPlace } from "./places.js";
import { workspace } from "./state.js";
import { clockWithSeconds, dateOf } from "./time.js";

const CALLS = new Set(["call", "response_url"]);

// The outcomes that are no refusal of an app or of Slack, as a person would say them.
const SAID = {
  http_timeout: "too late",
  timeout: "too late",
  not_connected: "nobody there",
  connection_failed: "no connection",
  acknowledged: "",
  ok: "",
};

export class WireRow {
  constructor(entry) {
    this.entry = entry;
    this.details = h("div.wire-details", { id: uid("details"), hidden: true });
    this.line = h("button.plain.wire-line", {
      type: "button",
      tabindex: "-1",
      "aria-expanded": "false",
      "aria-controls": this.details.id,
      onclick: () => this.toggle(),
    });
    this.node = h("li.wire-row", { dataset: { id: entry.id } }, this.line, this.details);
    this.draw();
  }

  get calls() {
    return CALLS.has(this.entry.kind);
  }

  update(entry) {
    this.entry = entry;
    this.draw();
    if (!this.details.hidden) this.fill();
  }

  /** Where it happened, who did it, what it was about: as far as this page knows their names. */
  about() {
    const { about, channel, user } = this.entry;
    const place = workspace.channels.get(channel);
    return [
      about,
      workspace.people.has(user) && nameOf(user),
      place && (isDirect(place) ? "direct message" : labelOfPlace(place)),
    ]
      .filter(Boolean)
      .join(" · ");
  }

  words() {
    const { what, outcome, fault, kind } = this.entry;
    return [what, outcome, fault, kind, this.about()].filter(Boolean).join(" ");
  }

  draw() {
    const { at, what, ok, outcome, ms, fault, attempt } = this.entry;
    const way = this.calls ? ["left", "Bot to Slack"] : ["right", "Slack to bot"];
    const said = SAID[outcome] ?? outcome.replaceAll("_", " ");
    this.node.classList.toggle("failed", ok === false);
    this.line.replaceChildren(
      h("span.wire-time", {}, clockWithSeconds(dateOf(at))),
      h(`span.wire-way.${way[0]}`, { role: "img", "aria-label": way[1], title: way[1] }, icon(way[0])),
      h("span.wire-what", {}, what),
      h("span.wire-about", {}, this.about()),
      ...[
        attempt && h("span.wire-mark", { title: "A repeat" }, `try ${attempt + 1}`),
        fault && h("span.wire-mark.fault", { title: "A fault hit this" }, shortly(fault)),
        said && h("span.wire-outcome", {}, said),
      ].filter(Boolean),
      h("span.wire-ms", {}, ms === null ? "…" : `${ms < 10 ? ms : Math.round(ms)} ms`),
    );
  }

  toggle() {
    const open = this.details.hidden;
    this.details.hidden = !open;
    this.line.setAttribute("aria-expanded", String(open));
    if (open) this.fill();
  }

  async fill() {
    const answer = await readJson(`/control/wire/${this.entry.id}`).catch(() => null);
    if (!answer?.ok) {
      this.details.replaceChildren(
        h("p.muted", {}, answer?.error ?? "The workspace can't be reached just now."),
      );
      return;
    }
    const { entry } = answer;
    this.details.replaceChildren(
      ...(this.calls
        ? [json("The bot asked", entry.arguments), json("Slack answered", entry.answer)]
        : [
            json("Slack sent", entry.payload),
            Object.keys(entry.answer ?? {}).length > 0 && json("The bot answered", entry.answer),
            this.again(entry),
          ].filter(Boolean)),
    );
  }

  /** An event can be sent once more, as happens in Slack: a bot that counts it twice shows it. */
  again({ app, payload }) {
    if (!payload.event_id) return null;
    const send = async () => {
      if (tellIfFailed(await control("again", { app, event_id: payload.event_id })))
        notify("The event was sent once more.");
    };
    return h("button.wire-again", { type: "button", onclick: send }, "Send it again");
  }
}

function json(title, value) {
  const text = JSON.stringify(value, null, 2);
  const id = uid("json");
  // Focusable, so that the arrow keys can scroll it.
  return h(
    "div.wire-json",
    {},
    h("h3", { id }, title),
    h("pre", { tabindex: "0", role: "region", "aria-labelledby": id }, h("code", {}, text)),
  );
}
