// Which faults are on: asked for when someone looks, told to whoever shows them.

import { control, readJson } from "./door.js";
import { on } from "./state.js";

let faults = [];
const listeners = new Set();

export const faultsOn = () => faults;

export function onFaults(listener) {
  listeners.add(listener);
}

function take(answer) {
  if (!answer?.ok) return;
  faults = answer.faults;
  for (const listener of listeners) listener(faults);
}

export async function askForFaults() {
  take(await readJson("/control/faults").catch(() => null));
}

/** Switches a fault on; the answer is the workspace's, with a sentence where it can't be done. */
export async function switchOn(fault) {
  const answer = await control("faults", fault);
  await askForFaults();
  return answer;
}

/** Switches one fault off, or all of them. */
export async function switchOff(id) {
  const answer = await control(id ? `faults/${id}` : "faults", {}, "DELETE");
  take(answer);
  return answer;
}

// Others can switch them as well, over the control API: whoever comes back to the page sees how things are.
on("loaded", askForFaults);
addEventListener("focus", askForFaults);
