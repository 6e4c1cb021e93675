// Who came to a channel at the same time is told in one line: thirty of them would hide what is said.

import { h } from "./dom.js";
import { mrkdwn } from "./mrkdwn.js";
import { nameOf } from "./people.js";

const NAMED = 3;
const TOLD = "told-above";

const isArrival = (message) => /^(channel|group)_join$/.test(message?.subtype ?? "");

/** Lets a row give way to the one above it, or stand for itself. */
export function foldArrival(row, { apart }) {
  const told = !apart && isArrival(row.message) && isArrival(row.previousElementSibling?.message);
  row.classList.toggle(TOLD, told);
}

/** The row that shows a message: its own, or the one above that tells it as well. */
export function tellerOf(row) {
  let teller = row;
  while (teller?.classList.contains(TOLD)) teller = teller.previousElementSibling;
  return teller;
}

/** The next row that is shown in a direction, where there is one. */
export function beside(row, direction) {
  let next = row[direction];
  while (next?.classList.contains(TOLD)) next = next[direction];
  return next;
}

/** Brings the line up to date that tells of a row, and of those who came with it. */
export function tellArrivals(row) {
  const teller = tellerOf(row);
  if (!isArrival(teller?.message)) return;
  const people = [teller.message.user];
  for (let next = teller.nextElementSibling; next?.classList.contains(TOLD); next = next.nextElementSibling)
    people.push(next.message.user);
  if (people.length === 1 && !teller.tellsOthers) return;
  teller.tellsOthers = people.length > 1;
  const text = people.length > 1 ? together(people) : mrkdwn(teller.message.text);
  teller.querySelector(".content").replaceChildren(h("div.text", { dir: "auto" }, text));
}

function together(people) {
  const others = people.length - NAMED;
  const parts = people.slice(0, others > 1 ? NAMED : people.length).map(nameOf);
  if (others > 1) parts.push(`${others} others`);
  const list = new Intl.ListFormat("en-GB").format(parts);
  return h(
    "span",
    { title: people.map(nameOf).join(", ") },
    h("strong", {}, list),
    " have joined the channel",
  );
}
