// The feed of the wire: asks for what came since, as long as someone watches, and keeps the latest of it.

import { readJson } from "./door.js";

const EVERY_MS = 600;
export const MOST = 500;

export class WireFeed {
  /** `changed` is called with what came or changed, in order, and whether everything begins afresh. */
  constructor(changed) {
    Object.assign(this, {
      changed,
      entries: new Map(),
      calls: 0,
      deliveries: 0,
      timer: null,
      watching: false,
    });
  }

  start() {
    this.watching = true;
    this.ask();
  }

  stop() {
    this.watching = false;
    clearTimeout(this.timer);
  }

  async ask() {
    clearTimeout(this.timer);
    // A hidden tab has nobody who watches.
    const answer = !document.hidden && (await readJson(`/control/wire?${this.query()}`).catch(() => null));
    if (answer) this.take(answer);
    if (this.watching) this.timer = setTimeout(() => this.ask(), EVERY_MS);
  }

  query() {
    const again = [...this.entries.values()]
      .filter((entry) => entry.outcome === "under way")
      .map((entry) => entry.id.split("/")[1]);
    return new URLSearchParams({ calls: this.calls, deliveries: this.deliveries, again: again.join(",") });
  }

  /** Lower numbers than before are those of another workspace, which was started meanwhile at the same address. */
  take({ calls, deliveries, entries }) {
    if (calls < this.calls || deliveries < this.deliveries) {
      Object.assign(this, { entries: new Map(), calls: 0, deliveries: 0 });
      this.changed([], { afresh: true });
      return;
    }
    Object.assign(this, { calls, deliveries });
    for (const entry of entries) this.entries.set(entry.id, entry);
    for (const id of [...this.entries.keys()].slice(0, -MOST)) this.entries.delete(id);
    if (entries.length) this.changed(entries, { afresh: false });
  }
}
