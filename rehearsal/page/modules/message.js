// One message: who, when, what, and what hangs on it.

import { drawBlocks } from "./blocks/index.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { isReply } from "./log.js";
import { mrkdwn } from "./mrkdwn.js";
import { avatar, nameOf } from "./people.js";
import { file } from "./pictures.js";
import { reactions } from "./reactions.js";
import { appOfBot, logOf, workspace } from "./state.js";
import { Surface } from "./surface.js";
import { ago, clock, dateOf, fullTime } from "./time.js";

const SYSTEM = /^(channel|group)_(?!convert)/;

// A few emoji and nothing else are shown larger, as names or as characters.
const ONLY_EMOJI =
  /^\s*(?:(?::[a-z0-9_+'-]+:|\p{Extended_Pictographic}[\u{fe0f}\u{200d}\u{1f3fb}-\u{1f3ff}\p{Extended_Pictographic}]*)\s*){1,6}$/u;

/** Notes about the channel itself ("has joined") are told in one grey line. */
export const isSystem = (message) => SYSTEM.test(message.subtype ?? "");

export const isApp = (message) => Boolean(message.bot_id || workspace.people.get(message.user)?.is_bot);

/** The one key that tells authors apart, for messages that stand together. */
export const author = (message) => message.user ?? message.bot_id ?? message.username ?? "";

export function authorName(message) {
  if (message.username) return message.username;
  return message.user ? nameOf(message.user) : (message.bot_profile?.name ?? "An app");
}

/** The parts of a message, to be put into its article: gutter and body. `open` opens its thread. */
export function messageParts(channel, message, { open, inThread = false, kept } = {}) {
  const moment = dateOf(message.ts);
  const surface = new Surface({ channel, ts: message.ts }, { kept });
  const gutter = h(
    "div.gutter",
    {},
    h("span.gutter-avatar", {}, face(message)),
    h("span.gutter-time", { "aria-hidden": "true" }, clock(moment)),
  );
  const body = h(
    "div.message-body",
    {},
    message.is_ephemeral && h("p.private-mark", {}, icon("eye"), "Only visible to you"),
    message.pinned_to && h("p.pin-mark", {}, icon("pin"), "Pinned to this channel"),
    message.subtype === "thread_broadcast" &&
      !inThread &&
      h("p.private-mark", {}, icon("reply"), "Also in a thread"),
    !tellsItself(message) &&
      h(
        "div.byline",
        {},
        byline(message),
        h("time", { datetime: moment.toISOString(), title: fullTime(moment) }, clock(moment)),
      ),
    h("div.content", {}, content(message, surface)),
    attachments(message, surface),
    message.files?.length > 0 && h("div.files", {}, message.files.map(file)),
    reactions(channel, message),
    !inThread && !isReply(message) && threadLink(channel, message, open),
  );
  return { gutter, body, surface };
}

function face(message) {
  const name = authorName(message);
  return avatar(message.user ?? "", { name, bot: isApp(message) });
}

/** "@Ada has joined the channel" names its author already. */
function tellsItself(message) {
  return isSystem(message) && message.text?.startsWith(`<@${message.user}`);
}

function byline(message) {
  const name = authorName(message);
  const who =
    message.user && !isApp(message)
      ? h("button.author", { type: "button", dataset: { person: message.user, key: "author" } }, name)
      : h("strong.author", {}, name);
  return [who, isApp(message) && h("span.badge", {}, "APP")];
}

function content(message, surface) {
  const edited =
    message.edited &&
    h("span.edited", { title: `Edited ${fullTime(dateOf(message.edited.ts))}` }, "(edited)");
  if (message.blocks?.length) return [drawBlocks(message.blocks, surface), edited];
  if (!message.text) return edited;
  const only = ONLY_EMOJI.test(message.text) ? ".only-emoji" : "";
  return h(
    `div.text${only}`,
    { dir: "auto" },
    message.mrkdwn === false ? message.text : mrkdwn(message.text),
    edited && " ",
    edited,
  );
}

/** The older way of hanging parts on a message, still used for coloured bars. */
function attachments(message, surface) {
  return (message.attachments ?? []).map((one) => {
    const bar = h(
      "div.attachment",
      {},
      one.blocks
        ? drawBlocks(one.blocks, surface)
        : h("div.text", { dir: "auto" }, mrkdwn(one.text ?? one.fallback ?? "")),
    );
    if (/^#?[0-9a-f]{6}$/i.test(one.color ?? "")) bar.style.borderColor = `#${one.color.replace("#", "")}`;
    return bar;
  });
}

function threadLink(channel, message, open) {
  const replies = logOf(channel).replies(message.ts);
  const count = Math.max(replies.length, message.reply_count ?? 0);
  if (!count) return null;
  const people = [...new Set(replies.map(author))].slice(-4);
  const last = replies.at(-1)?.ts ?? message.latest_reply;
  return h(
    "button.thread-link",
    { type: "button", dataset: { key: "thread" }, onclick: () => open?.(message.ts) },
    h(
      "span.faces",
      {},
      people.map((id) => avatar(id, { small: true })),
    ),
    h("strong", {}, count === 1 ? "1 reply" : `${count} replies`),
    last && h("span.muted", {}, `Last reply ${ago(dateOf(last))}`),
  );
}

/** Whether the acting person may change a message, and whether they may delete it. */
export function rights(message) {
  const mine = message.user === workspace.me && !message.is_ephemeral && !isSystem(message);
  return {
    edit: mine && !message.blocks?.some((block) => block.type !== "rich_text"),
    delete: mine,
    react: !message.is_ephemeral,
    reply: !message.is_ephemeral && !isSystem(message),
  };
}

/** The app that a message comes from, for its own shortcuts first. */
export const appOf = (message) => appOfBot(message.user);
