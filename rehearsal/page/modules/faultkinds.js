// The kinds of fault in people's words, with the setting of each that is worth a field.

const SECONDS = { name: "seconds", label: "Seconds", value: 2.9, step: "any" };
const TRIES = { name: "tries", label: "How many tries", value: 1 };

const CALLS = {
  ratelimited: {
    label: "Too many calls (429)",
    short: "429",
    setting: { name: "retry_after", label: "Seconds to wait", value: 30 },
  },
  status: {
    label: "Slack fails (500)",
    short: "status",
    setting: { name: "status", label: "HTTP status", value: 500 },
  },
  html: { label: "A web page instead of an answer", short: "web page" },
  empty: { label: "An empty answer", short: "empty" },
  broken: { label: "Half an answer", short: "half an answer" },
  error: {
    label: "Refused in Slack's words",
    short: "refused",
    setting: { name: "error", label: "Error", value: "token_revoked", text: true },
  },
  delay: { label: "A late answer", short: "late answer", setting: SECONDS },
  hang: { label: "No answer at all", short: "no answer" },
  cut: { label: "Cut off before anything happens", short: "cut off" },
  lost: { label: "Done, but the answer is lost", short: "answer lost" },
  unshared: { label: "A file is uploaded and shared nowhere", short: "not shared", anywhere: true },
  shared_late: {
    label: "A file is shared late",
    short: "shared late",
    anywhere: true,
    setting: { ...SECONDS, value: 20 },
  },
};

const DELIVERIES = {
  duplicate: {
    label: "Sent more than once",
    short: "repeat",
    setting: { name: "copies", label: "Further copies", value: 1 },
  },
  reorder: {
    label: "Sent in the wrong order",
    short: "out of order",
    setting: { name: "of", label: "How many change places", value: 2 },
  },
  late: { label: "Sent late", short: "sent late", setting: SECONDS },
  unheard: { label: "The first tries are never heard", short: "unheard", setting: TRIES },
  unacknowledged: { label: "The bot's acknowledgement is lost", short: "ack lost", setting: TRIES },
};

const SOCKETS = {
  handshake: { label: "New connections are refused", short: "refused", anywhere: true },
  silence: { label: "Connections fall silent", short: "silent", anywhere: true },
};

/** [heading, kinds, how the scope is called in the control API, what it is called here, examples]. */
export const GROUPS = [
  ["When the bot calls", CALLS, "method", "Method", ["chat.*", "chat.postMessage", "chat.update", "views.*"]],
  ["When Slack sends", DELIVERIES, "type", "Event or act", ["message", "reaction_added", "block_actions"]],
  ["Connections", SOCKETS, null, null, []],
];

/** The ways of saying how often, as settings of the control API. */
export const OFTEN = [
  ["always", "Every time, until switched off", {}],
  ["once", "Once", { times: 1 }],
  ["thrice", "Three times", { times: 3 }],
  ["second", "Every second time", { every: 2 }],
  ["chance", "By chance, three in ten", { chance: 0.3 }],
];

export const kindOf = (name) => GROUPS.map(([, kinds]) => kinds[name]).find(Boolean);
export const groupOf = (name) => GROUPS.find(([, kinds]) => kinds[name]);

/** A fault that is on, in one sentence's worth of words: what, to whom, how often. */
export function described(fault, nameOfApp) {
  const { setting } = kindOf(fault.fault) ?? {};
  const value = setting && [fault[setting.name]].flat().join(", ");
  const scope = fault.method ?? fault.type;
  return [
    setting && value !== "" && `${setting.label.toLowerCase()}: ${value}`,
    scope && scope !== "*" && scope !== "files.completeUploadExternal" && scope,
    fault.app && nameOfApp(fault.app),
    fault.times && (fault.times === 1 ? "once" : `${fault.times} times`),
    fault.every > 1 && `each ${fault.every}th`.replace("2th", "2nd").replace("3th", "3rd"),
    fault.chance < 1 && `${Math.round(fault.chance * 100)} % by chance`,
  ]
    .filter(Boolean)
    .join(" · ");
}

/** The faults that hit a line of the wire, in short. */
export const shortly = (faults) =>
  faults
    .split(", ")
    .map((name) => kindOf(name)?.short ?? name)
    .join(", ");
