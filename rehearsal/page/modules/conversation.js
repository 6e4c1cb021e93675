// The middle of the page: one channel or direct message with its header, its messages and the composer.

import { act } from "./door.js";
import { drawBookmarks } from "./bookmarks.js";
import { drawBar } from "./channelbar.js";
import { composer } from "./composer.js";
import { h } from "./dom.js";
import { goTo } from "./address.js";
import { icon } from "./icons.js";
import { isReply } from "./log.js";
import { authorName, isSystem } from "./message.js";
import { announce, notify, tellIfFailed } from "./notices.js";
import { toTyped } from "./mentions.js";
import { isDirect, labelOfPlace, nameOfPlace } from "./places.js";
import { inline } from "./mrkdwn.js";
import { Rows } from "./rows.js";
import { draw as drawSidebar } from "./sidebar.js";
import { isMember, logOf, on, silentApp, workspace } from "./state.js";
import { closeThread, openThread } from "./threads.js";
import { attachTools } from "./tools.js";
import { markRead } from "./unread.js";

const element = document.getElementById("conversation");
let shown = null;

/** Shows a channel, or goes on showing it after the state was read anew. */
export function showChannel(id, { ts } = {}) {
  if (shown?.id === id && shown.as === workspace.me && element.contains(shown.rows.box)) {
    shown.rows.sync(logOf(id).timeline);
    drawBookmarks(shown.marks, id);
  } else build(id);
  if (ts) lookFor(id, ts);
}

/** Brings a message into view. One that is a reply stands in its thread, and what it answers stays in sight beside it. */
function lookFor(id, ts) {
  const message = logOf(id).byTs.get(ts);
  if (message && isReply(message)) {
    shown.rows.show(message.thread_ts, { focus: false });
    openThread(id, message.thread_ts, { at: ts });
  } else if (!shown.rows.show(ts)) notify("That message is no longer there.");
}

export function leaveChannel() {
  shown?.rows.end();
  shown = null;
}

function build(id) {
  shown?.rows.end();
  closeThread();
  const channel = workspace.channels.get(id);
  const rows = new Rows({
    channel: id,
    messages: logOf(id).timeline,
    label: `Messages in ${nameOfPlace(channel)}`,
    unreadAfter: markRead(id),
    beginning: beginning(channel),
    open: (ts) => openThread(id, ts, { focus: true }),
  });
  attachTools(rows, { channel: id, reply: (ts) => openThread(id, ts, { focus: true }) });
  shown = {
    id,
    as: workspace.me,
    rows,
    header: h("header.bar"),
    marks: h("nav.bookmarks", { "aria-label": "Bookmarks" }),
    foot: h("div.foot"),
    jump: jump(rows),
  };
  element.replaceChildren(shown.header, shown.marks, rows.box, shown.jump, shown.foot);
  drawHeader();
  drawBookmarks(shown.marks, id);
  drawFoot();
  rows.toBottom();
}

/** What stands above the first message. */
function beginning(channel) {
  const open = `This is where ${channel.is_private ? "the private channel" : "the channel"} begins.`;
  const own =
    channel.user === workspace.me
      ? "This is your own space, for notes and drafts."
      : `Only you and ${nameOfPlace(channel)} can read this.`;
  const box = h("div.beginning", { dir: "auto" }, h("strong", {}, labelOfPlace(channel)));
  if (!isDirect(channel) && channel.purpose) inline(channel.purpose, box);
  else box.append(isDirect(channel) ? own : open);
  return box;
}

/** The button that leads to what came while one was reading further up. */
function jump(rows) {
  const button = h(
    "button.jump",
    {
      type: "button",
      hidden: true,
      onclick: () => {
        rows.toBottom();
        button.hidden = true;
      },
    },
    icon("down"),
    "New messages",
  );
  rows.onScroll = (pinned) => {
    if (pinned) button.hidden = true;
  };
  return button;
}

function drawHeader() {
  drawBar(shown.header, workspace.channels.get(shown.id));
}

/** The composer, or the reason why nothing can be written here. */
function drawFoot() {
  const channel = workspace.channels.get(shown.id);
  const silent = !channel.is_archived && silentApp(channel);
  const kind = silent ? "silent" : channel.is_archived ? "archived" : isMember(channel) ? "member" : "visitor";
  if (shown.kind === kind) return;
  shown.kind = kind;
  const name = labelOfPlace(channel);
  const join = async () => tellIfFailed(await act("join", { channel: channel.id }));
  const restore = async () => tellIfFailed(await act("unarchive", { channel: channel.id }));
  const contents = {
    archived: () =>
      h(
        "div.foot-note",
        {},
        h("p", {}, `${name} is archived. It can be read, but nothing can be added.`),
        h("button", { type: "button", onclick: restore }, "Bring it back"),
      ),
    member: () => composer({ channel: channel.id, name }),
    silent: () => {
      const command = silent.commands[0]?.command;
      return h(
        "div.foot-note",
        {},
        h("p", {}, `${name} takes no messages here.${command ? ` Type ${command} in a channel instead.` : ""}`),
      );
    },
    visitor: () =>
      h(
        "div.foot-note",
        {},
        h("p", {}, `You are looking at ${name} from outside.`),
        h("button.primary", { type: "button", onclick: join }, "Join the channel"),
      ),
  };
  shown.foot.replaceChildren(contents[kind]());
}

function arrived({ channel, message, fresh }) {
  if (channel !== shown?.id) return;
  if (!isReply(message)) {
    const atEnd = shown.rows.pinned;
    shown.rows.put(message);
    // What one wrote oneself, and the private answer to what one did, are shown at once.
    if (fresh && (message.user === workspace.me || message.is_ephemeral)) shown.rows.toBottom();
    else if (fresh && !atEnd) shown.jump.hidden = false;
    if (fresh && !document.hidden) markRead(channel);
    if (fresh && message.user !== workspace.me && !isSystem(message))
      announce(`${authorName(message)}: ${toTyped(message.text ?? "").slice(0, 160)}`);
  }
  redrawParent(message);
}

/** A reply changes the count under the message that it answers. */
function redrawParent(message) {
  const parent = message.thread_ts !== message.ts && logOf(shown.id).byTs.get(message.thread_ts);
  if (parent) shown.rows.put(parent);
}

on("message", arrived);
on("message_deleted", ({ channel, ts, message }) => {
  if (channel !== shown?.id) return;
  shown.rows.drop(ts);
  redrawParent(message);
});
on("channel", (channel) => {
  if (channel.id !== shown?.id) return;
  drawHeader();
  drawFoot();
});
on("bookmarks", (id) => id === shown?.id && drawBookmarks(shown.marks, id));
on("channel_gone", (id) => {
  if (id !== shown?.id) return;
  const next = firstChannel();
  leaveChannel();
  if (next) goTo({ channel: next }, { replace: true });
});
document.addEventListener("visibilitychange", () => {
  if (shown && !document.hidden) {
    markRead(shown.id);
    drawSidebar();
  }
});

/** Where one begins: where most people are, since that is where things happen; else any place that can be seen. */
export function firstChannel() {
  const places = [...workspace.channels.values()];
  const people = (one) => one.members?.length ?? 0;
  const open = places.filter((one) => !isDirect(one) && !one.is_archived);
  open.sort((one, other) => isMember(other) - isMember(one) || people(other) - people(one));
  return (open[0] ?? places[0])?.id;
}
