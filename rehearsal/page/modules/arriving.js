// Going to a place that was made a moment ago: the answer that names it may come before the page has heard of it.

import { goTo } from "./address.js";
import { on, workspace } from "./state.js";

/** Goes to a channel as soon as the page knows it, unless one has become someone else by then. */
export async function arriveIn(channel) {
  const { me } = workspace;
  await known(channel);
  if (workspace.me === me) goTo({ channel });
}

function known(channel) {
  if (workspace.channels.has(channel)) return Promise.resolve();
  return new Promise((resolve) => {
    const ends = ["channel", "loaded"].map((kind) => on(kind, look));
    function look() {
      if (!workspace.channels.has(channel)) return;
      for (const end of ends) end();
      resolve();
    }
  });
}
