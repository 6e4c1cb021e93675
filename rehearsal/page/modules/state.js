// What the acting person can see, kept in step with the workspace. Parts of the page listen; none of them writes here.

import { Log } from "./log.js";

export const workspace = {
  team: {},
  me: null,
  people: new Map(),
  channels: new Map(),
  apps: new Map(),
  logs: new Map(),
  bookmarks: new Map(),
  views: [],
  home: new Map(),
};

const listeners = new Map();

/** Calls back at each change of this kind: "loaded", or the name of a live frame. */
export function on(kind, listener) {
  if (!listeners.has(kind)) listeners.set(kind, new Set());
  listeners.get(kind).add(listener);
  return () => listeners.get(kind).delete(listener);
}

function tell(kind, detail) {
  for (const listener of listeners.get(kind) ?? []) listener(detail);
}

const byId = (list) => new Map((list ?? []).map((one) => [one.id, one]));

/** Takes a whole snapshot, as `/control/state` gives it. */
export function load(snapshot) {
  workspace.team = snapshot.team ?? {};
  workspace.me = snapshot.me;
  workspace.people = byId(snapshot.people);
  workspace.channels = byId(snapshot.channels);
  workspace.apps = byId(snapshot.apps);
  workspace.logs = new Map(
    Object.entries(snapshot.messages ?? {}).map(([id, messages]) => [id, new Log(messages)]),
  );
  workspace.bookmarks = new Map(Object.entries(snapshot.bookmarks ?? {}));
  workspace.views = snapshot.views ?? [];
  workspace.home = new Map(Object.entries(snapshot.home ?? {}));
  tell("loaded");
}

const FRAMES = {
  message: ({ channel, message }) =>
    tell("message", { channel, message, fresh: logOf(channel).put(message) }),
  message_changed: ({ channel, message }) =>
    tell("message", { channel, message, fresh: logOf(channel).put(message) }),
  message_deleted({ channel, ts }) {
    const message = logOf(channel).remove(ts);
    if (message) tell("message_deleted", { channel, ts, message });
  },
  channel({ channel }) {
    workspace.channels.set(channel.id, channel);
    tell("channel", channel);
  },
  channel_gone({ id }) {
    workspace.channels.delete(id);
    tell("channel_gone", id);
  },
  bookmarks({ channel, bookmarks }) {
    workspace.bookmarks.set(channel, bookmarks);
    tell("bookmarks", channel);
  },
  views: ({ views }) => setViews(views),
  home({ app, view }) {
    workspace.home.set(app, view);
    tell("home", app);
  },
  person({ person }) {
    workspace.people.set(person.id, person);
    tell("person", person);
  },
  app({ app }) {
    workspace.apps.set(app.id, app);
    tell("app", app);
  },
  notice: ({ text }) => tell("notice", text),
};

/** Takes one live frame; kinds that this page does not know are let go. */
export function apply(frame) {
  FRAMES[frame.type]?.(frame);
}

/** The open forms, bottom first, as a frame or an answer gave them. */
export function setViews(views) {
  workspace.views = views ?? [];
  tell("views", workspace.views);
}

export function setHome(app, view) {
  FRAMES.home({ app, view });
}

export function logOf(channel) {
  if (!workspace.logs.has(channel)) workspace.logs.set(channel, new Log());
  return workspace.logs.get(channel);
}

export const me = () => workspace.people.get(workspace.me);

export function appOfBot(user) {
  return [...workspace.apps.values()].find((app) => app.bot_user === user);
}

/** The app at the other end of a direct message, where it takes no messages from people. */
export function silentApp(channel) {
  const app = channel.user && appOfBot(channel.user);
  return app?.reads_only ? app : null;
}

/** Whether the acting person is in a channel; direct messages always are. */
export function isMember(channel) {
  return channel.is_im || (channel.members ?? []).includes(workspace.me);
}
