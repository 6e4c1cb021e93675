// Being someone: reads what they can see and follows it. Frames that come while a snapshot is on its way wait for it.

import { readState } from "./door.js";
import { follow } from "./live.js";
import { notify, clearNotice } from "./notices.js";
import { apply, load } from "./state.js";

let line = null;
let turn = 0;

/** Acts as this person from now on; null lets the workspace choose. An unknown person falls back to that as well. */
export async function become(person) {
  turn += 1;
  const mine = turn;
  line?.close();
  const as = person ?? (await firstPerson());
  if (mine === turn && as) line = listen(as, mine);
}

/** The address may name someone from an earlier run of the workspace, so a refusal means: start afresh. */
async function firstPerson() {
  try {
    return (await readState(null)).me;
  } catch {
    return retryLater();
  }
}

function retryLater() {
  notify("The workspace can't be reached. Trying again …", { key: "line", lasting: true });
  return new Promise((resolve) => { setTimeout(() => resolve(firstPerson()), 1500); });
}

function listen(as, mine) {
  let waiting = [];
  let known = false;
  const current = () => mine === turn;

  async function opened() {
    waiting = [];
    let snapshot;
    try {
      snapshot = await readState(as);
    } catch {
      if (current()) become(null);
      return;
    }
    if (!current()) return;
    known = true;
    clearNotice("line");
    load(snapshot);
    const queue = waiting;
    waiting = null;
    queue.forEach(apply);
  }

  return follow(as, {
    opened,
    lost() {
      waiting = [];
      if (!current()) return;
      // A line that was never open may be refused because nobody of that id exists: reading the state tells.
      if (!known) opened();
      notify("The connection to the workspace was lost. Reconnecting …", { key: "line", lasting: true });
    },
    frame(one) {
      if (waiting) waiting.push(one);
      else if (current()) apply(one);
    },
  });
}

