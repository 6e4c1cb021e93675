// Where one writes. Enter sends, Shift+Enter begins a new line; what could not be sent comes back.

import { act } from "./door.js";
import { Completion } from "./completion.js";
import { h, uid } from "./dom.js";
import { character } from "./emoji.js";
import { icon } from "./icons.js";
import { notify, tellIfFailed } from "./notices.js";
import { pickEmoji } from "./picker.js";
import { apply, workspace } from "./state.js";
import { chooseFile } from "./upload.js";

// What was begun and not sent, by person and place.
const drafts = new Map();

/** A composer for a channel or, with `thread`, for a thread in it. */
export function composer({ channel, name, thread }) {
  const draft = () => `${workspace.me} ${channel} ${thread ?? ""}`;
  const key = draft();
  const label = thread ? "Reply" : `Message ${name}`;
  const field = h("textarea.composer-field", {
    id: uid("composer"),
    rows: 1,
    dir: "auto",
    placeholder: label,
    "aria-label": label,
    onkeydown: pressed,
    oninput: grow,
  });
  const completion = new Completion(field, { commands: !thread });
  const emoji = button("Add an emoji", "smile", () => pickEmoji(emoji, insert));
  const send = h(
    "button.primary.send",
    { type: "button", "aria-label": "Send", title: "Send (Enter)", onclick: submit },
    icon("send"),
  );
  const tools = h(
    "div.composer-tools",
    {},
    emoji,
    !thread && button("Send a file", "clip", () => chooseFile(channel)),
    h("span.composer-help", {}, thread ? "" : "/ for commands"),
    send,
  );
  field.value = drafts.get(key) ?? "";
  setTimeout(grow);

  function button(title, sign, press) {
    return h(
      "button.plain.round",
      { type: "button", "aria-label": title, title, onclick: press },
      icon(sign),
    );
  }

  function insert(chosen) {
    field.setRangeText(
      `${character(chosen) ?? `:${chosen}:`} `,
      field.selectionStart,
      field.selectionEnd,
      "end",
    );
    field.focus();
    grow();
  }

  function grow() {
    drafts.set(key, field.value);
    send.disabled = !field.value.trim();
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, innerHeight * 0.4)}px`;
  }

  function pressed(event) {
    // Enter also ends the choice of a Chinese or Japanese word; that one must not send.
    if (event.isComposing || completion.key(event)) return;
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    submit();
  }

  async function submit() {
    const text = field.value.trim();
    if (!text) return;
    if (thread && text.startsWith("/")) {
      notify("Commands don't work in threads. Please type it in the channel.");
      return;
    }
    clear("");
    const sent = text.startsWith("/") ? await command(channel, text) : await say(channel, text, thread);
    if (!sent && !field.value) clear(text);
  }

  function clear(text) {
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  return h("div.composer", {}, completion.list, h("div.composer-box", {}, completion.hint, field, tools));
}

async function say(channel, text, thread) {
  return tellIfFailed(await act("say", { channel, text, thread_ts: thread }));
}

/** Sends a command; the answer may carry what only this person sees. */
async function command(channel, text) {
  const answer = await act("command", { channel, text });
  if (answer.answer?.ts) apply({ type: "message", channel, message: answer.answer });
  return tellIfFailed(answer);
}
