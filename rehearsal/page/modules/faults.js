// The panel of what can be made to go wrong: faults, connection, clock.

import { AccountPanel } from "./accountpanel.js";
import { ClockPanel } from "./clockpanel.js";
import { h } from "./dom.js";
import { FaultPanel } from "./faultpanel.js";
import { LinePanel } from "./linepanel.js";

export class Faults {
  constructor() {
    this.parts = [new FaultPanel(), new ClockPanel(), new LinePanel(), new AccountPanel()];
    this.node = h(
      "section.scroller.faults",
      {},
      this.parts.map((part) => part.node),
    );
  }

  start() {
    for (const part of this.parts) part.start();
  }

  stop() {
    for (const part of this.parts) part.stop();
  }
}
