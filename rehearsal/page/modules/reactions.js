// The reactions under a message: a press adds one's own or takes it away.

import { act } from "./door.js";
import { h } from "./dom.js";
import { emoji, rememberEmoji, spoken } from "./emoji.js";
import { icon } from "./icons.js";
import { tellIfFailed } from "./notices.js";
import { nameOf } from "./people.js";
import { pickEmoji } from "./picker.js";
import { workspace } from "./state.js";
import { withTip } from "./tip.js";

const NAMED = 12;

/** Adds a reaction, or takes one's own away. */
export async function react(channel, message, name) {
  const mine = reactionOf(message, name)?.users.includes(workspace.me);
  if (!mine) rememberEmoji(name);
  tellIfFailed(await act(mine ? "unreact" : "react", { channel, ts: message.ts, name }));
}

function reactionOf(message, name) {
  return (message.reactions ?? []).find((one) => one.name === name);
}

function who(reaction) {
  const others = reaction.users.filter((user) => user !== workspace.me);
  const names = others.slice(0, NAMED).map(nameOf);
  if (others.length < reaction.users.length) names.unshift("You");
  const more = reaction.count - names.length;
  if (more > 0) names.push(more === 1 ? "1 other" : `${more} others`);
  return new Intl.ListFormat("en-GB").format(names);
}

/** The row of reactions, or nothing where there are none. */
export function reactions(channel, message) {
  if (!message.reactions?.length) return null;
  const row = message.reactions.map((one) => pill(channel, message, one));
  const add = h(
    "button.reaction.add",
    {
      type: "button",
      "aria-label": "Add another reaction",
      title: "Add another reaction",
      dataset: { key: "add reaction" },
    },
    icon("smile"),
  );
  add.addEventListener("click", () => pickEmoji(add, (name) => react(channel, message, name)));
  return h("div.reactions", { role: "group", "aria-label": "Reactions" }, row, add);
}

function pill(channel, message, reaction) {
  const mine = reaction.users.includes(workspace.me);
  const label = `${spoken(reaction.name)}: ${reaction.count}${mine ? ", yours among them" : ""}`;
  const press = () => react(channel, message, reaction.name);
  const people = who(reaction);
  const button = h(
    "button.reaction",
    {
      type: "button",
      "aria-pressed": String(mine),
      "aria-label": label,
      "aria-description": people,
      dataset: { key: `reaction ${reaction.name}`, reaction: reaction.name },
      onclick: press,
    },
    emoji(reaction.name),
    h("span.count", {}, String(reaction.count)),
  );
  button.querySelector(".emoji")?.removeAttribute("title");
  return withTip(button, () => [
    h("span.tip-emoji", {}, emoji(reaction.name)),
    h("p", {}, h("strong", {}, people), ` reacted with :${reaction.name}:`),
  ]);
}
