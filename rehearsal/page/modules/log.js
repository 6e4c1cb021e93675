// The messages of one channel in order: what stands in the channel itself, and the replies of each thread.

/** True for a reply that is read in its thread only. */
export function isReply(message) {
  return (
    Boolean(message.thread_ts) && message.thread_ts !== message.ts && message.subtype !== "thread_broadcast"
  );
}

/** Slack's ts as a number, good enough for ordering. */
export function order(message) {
  return Number(message.ts);
}

export class Log {
  constructor(messages = []) {
    this.byTs = new Map();
    this.timeline = [];
    this.threads = new Map();
    for (const message of messages) this.put(message);
  }

  /** Adds a message or takes its newer form; tells whether it was new. Frames may repeat or come out of order. */
  put(message) {
    const known = this.byTs.has(message.ts);
    this.byTs.set(message.ts, message);
    for (const list of this.listsOf(message)) insert(list, message);
    return !known;
  }

  remove(ts) {
    const message = this.byTs.get(ts);
    if (!message) return null;
    this.byTs.delete(ts);
    for (const list of this.listsOf(message)) {
      const at = list.findIndex((one) => one.ts === ts);
      if (at >= 0) list.splice(at, 1);
    }
    return message;
  }

  /** The replies to a message, oldest first. */
  replies(ts) {
    return this.threads.get(ts) ?? [];
  }

  get newest() {
    return this.timeline.at(-1);
  }

  listsOf(message) {
    const lists = isReply(message) ? [] : [this.timeline];
    if (message.thread_ts && message.thread_ts !== message.ts) {
      if (!this.threads.has(message.thread_ts)) this.threads.set(message.thread_ts, []);
      lists.push(this.threads.get(message.thread_ts));
    }
    return lists;
  }
}

/** Nearly all messages belong at the end, so the place is looked for from there. */
function insert(list, message) {
  let at = list.length;
  while (at > 0 && order(list[at - 1]) > order(message)) at -= 1;
  if (at > 0 && list[at - 1].ts === message.ts) list[at - 1] = message;
  else list.splice(at, 0, message);
}
