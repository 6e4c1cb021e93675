// Being someone: reads what they can see and follows it. Frames that come while a snapshot is on its way wait for it.

import { readState, Refused } from "./door.js";
import { follow } from "./live.js";
import { notify, clearNotice } from "./notices.js";
import { apply, load } from "./state.js";

let line = null;
let turn = 0;

const AGAIN_MS = 1500;

/** Acts as this person from now on; null lets the workspace choose. */
export async function become(person) {
  turn += 1;
  const mine = turn;
  line?.close();
  const as = person ?? (await firstPerson());
  if (mine === turn && as) line = listen(as, mine);
}

async function firstPerson() {
  try {
    return (await readState(null)).me;
  } catch {
    return retryLater();
  }
}

function retryLater() {
  notify("The workspace can't be reached. Trying again …", { key: "line", lasting: true });
  return new Promise((resolve) => {
    setTimeout(() => resolve(firstPerson()), AGAIN_MS);
  });
}

function listen(as, mine) {
  let waiting = [];
  let known = false;
  let reading = 0;
  const current = () => mine === turn;

  async function opened() {
    waiting = [];
    reading += 1;
    const mineToo = reading;
    let snapshot;
    try {
      snapshot = await readState(as);
    } catch (error) {
      if (current()) failed(error);
      return;
    }
    // An answer that a newer question has overtaken would put the page back in time.
    if (!current() || mineToo !== reading) return;
    known = true;
    clearNotice("line");
    load(snapshot);
    const queue = waiting;
    waiting = null;
    queue.forEach(apply);
  }

  /** The address may name someone from an earlier run of the workspace: then the page starts afresh. */
  function failed(error) {
    if (error instanceof Refused) become(null);
    else setTimeout(() => current() && opened(), AGAIN_MS);
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
