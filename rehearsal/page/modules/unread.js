// How far each person has read, remembered in this browser. What was there before one first looked counts as read.

import { order } from "./log.js";
import { isSystem } from "./message.js";
import { isDirect } from "./places.js";
import { logOf, on, workspace } from "./state.js";

const store = () => `rehearsal.read.${workspace.team.id}.${workspace.me}`;
let read = {};

/** Direct messages that were never opened are new; a channel is new only from the first look on. */
function begin() {
  try {
    read = JSON.parse(localStorage.getItem(store()) ?? "{}");
  } catch {
    read = {};
  }
  for (const channel of workspace.channels.values()) {
    read[channel.id] ??= isDirect(channel) ? 0 : Number(logOf(channel.id).newest?.ts ?? 0);
  }
  keep();
}

const keep = () => localStorage.setItem(store(), JSON.stringify(read));

/** Reads to the end of a channel; tells how far one had read before. */
export function markRead(channel) {
  const before = read[channel] ?? 0;
  const newest = logOf(channel).newest;
  if (newest && order(newest) > before) {
    read[channel] = order(newest);
    keep();
  }
  return before;
}

/** How many messages of others stand after what was read; who came and went is no news. */
export function unreadIn(channel) {
  const from = read[channel] ?? 0;
  const { timeline } = logOf(channel);
  let count = 0;
  for (let at = timeline.length - 1; at >= 0 && order(timeline[at]) > from; at -= 1)
    count += timeline[at].user !== workspace.me && !isSystem(timeline[at]);
  return count;
}

on("loaded", begin);
