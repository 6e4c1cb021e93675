// The workspace's clock: let it go by itself, or hold it and move it on by hand.

import { control, readJson } from "./door.js";
import { h, redraw } from "./dom.js";
import { tellIfFailed } from "./notices.js";
import { clockWithSeconds, dateOf, dayName } from "./time.js";

const EVERY_MS = 1000;
const STEPS = [
  [3, "3 s"],
  [60, "1 min"],
  [300, "5 min"],
  [3600, "1 h"],
  [86_400, "1 day"],
];

export class ClockPanel {
  constructor() {
    this.time = h("output.clock-time", { "aria-label": "Time in the workspace" });
    this.body = h("div.clock-body");
    this.node = h(
      "section.backstage-part",
      { "aria-labelledby": "clock-title" },
      h("h3", { id: "clock-title" }, "Clock"),
      this.body,
    );
  }

  async start() {
    this.take(await readJson("/control/clock").catch(() => null));
    this.timer ??= setInterval(() => this.tick(), EVERY_MS);
  }

  stop() {
    clearInterval(this.timer);
    this.timer = null;
  }

  /** A clock that goes by itself is read once; from there this machine's tells how far it has come. */
  tick() {
    if (!this.now) return;
    const past = this.held ? 0 : (performance.now() - this.readAt) / 1000;
    const date = dateOf(this.now + past);
    this.time.textContent = `${dayName(date)}, ${clockWithSeconds(date)}`;
  }

  take(answer) {
    if (!answer?.ok) return;
    Object.assign(this, { now: answer.now, readAt: performance.now(), held: answer.mode === "controlled" });
    this.draw();
    this.tick();
  }

  draw() {
    redraw(
      this.body,
      h(
        "div.backstage-row",
        {},
        h(
          "div.backstage-words",
          {},
          this.time,
          h("p.muted", {}, this.held ? "Held. It moves when you move it." : "It goes by itself."),
        ),
        this.button(this.held ? "Let it go" : "Hold it", { mode: this.held ? "real" : "controlled" }, "hold"),
      ),
      this.held &&
        h(
          "div.clock-steps",
          { role: "group", "aria-label": "Move the clock on by" },
          h("span.muted", { "aria-hidden": "true" }, "Move on by"),
          STEPS.map(([seconds, label]) => this.button(label, { advance: seconds }, `step ${seconds}`)),
        ),
    );
  }

  button(label, change, key) {
    const button = h("button.slim", { type: "button", dataset: { key } }, label);
    button.addEventListener("click", async () => {
      if (button.getAttribute("aria-busy") === "true") return;
      button.setAttribute("aria-busy", "true");
      const answer = await control("clock", change);
      button.removeAttribute("aria-busy");
      if (tellIfFailed(answer)) this.take(answer);
    });
    return button;
  }
}
