// The header above a conversation: what it is called and about, who is in it, what can be done with it.

import { act } from "./door.js";
import { confirm } from "./confirm.js";
import { h, redraw } from "./dom.js";
import { icon } from "./icons.js";
import { openMenu } from "./menu.js";
import { toTyped } from "./mentions.js";
import { inline } from "./mrkdwn.js";
import { tellIfFailed } from "./notices.js";
import { avatar } from "./people.js";
import { openMembers } from "./personcard.js";
import { isDirect, labelOfPlace, nameOfPlace } from "./places.js";
import { openDrawer } from "./sidebar.js";
import { isMember, workspace } from "./state.js";

/** The button that opens the list of channels on a small screen. */
export function drawerButton() {
  return h(
    "button.plain.round.only-small",
    {
      type: "button",
      "aria-label": "Open the list of channels",
      onclick: openDrawer,
      dataset: { key: "drawer" },
    },
    icon("menu"),
  );
}

/** Draws the header of a channel into its element. */
export function drawBar(header, channel) {
  const other = channel.is_im && workspace.people.get(channel.user);
  const about = channel.is_im ? other?.title : channel.topic || channel.purpose;
  const line = about && h("p.topic", { dir: "auto", title: toTyped(about) });
  if (line) inline(about, line);
  redraw(
    header,
    drawerButton(),
    h(
      "div.bar-title",
      {},
      h(
        "h2",
        { dir: "auto", title: nameOfPlace(channel) },
        sign(channel),
        h("span.place-name", {}, nameOfPlace(channel)),
        other?.is_bot && h("span.badge", {}, "APP"),
      ),
      line,
    ),
    channel.is_im
      ? appTabs(channel)
      : [members(channel), isMember(channel) && !isDirect(channel) && !channel.is_archived && more(channel)],
  );
}

/** The sign in front of a place: who it is, or what kind of channel. */
export function sign(channel) {
  if (channel.is_im) return avatar(channel.user, { small: true });
  return icon(channel.is_mpim ? "people" : channel.is_private ? "lock" : "hash");
}

function appTabs(channel) {
  const app = [...workspace.apps.values()].find((one) => one.bot_user === channel.user && one.home_tab);
  return app && h("a.button", { href: `#${app.id}` }, icon("home"), "Home");
}

function members(channel) {
  const count = channel.members?.length ?? 0;
  const button = h(
    "button.bar-button",
    {
      type: "button",
      "aria-label": count === 1 ? "1 member" : `${count} members`,
      title: "Members",
      dataset: { key: "members" },
    },
    icon("people"),
    String(count),
  );
  button.addEventListener("click", () => openMembers(button, channel));
  return button;
}

function more(channel) {
  const button = h(
    "button.plain.round",
    {
      type: "button",
      "aria-label": "Channel actions",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      dataset: { key: "channel actions" },
    },
    icon("more"),
  );
  const leave = async () => tellIfFailed(await act("leave", { channel: channel.id }));
  button.addEventListener("click", () =>
    openMenu(button, "Channel actions", [
      { label: `Leave #${channel.name}`, run: leave },
      { label: `Archive #${channel.name}`, danger: true, run: () => archive(channel) },
    ]),
  );
  return button;
}

async function archive(channel) {
  const sure = await confirm({
    title: { text: `Archive ${labelOfPlace(channel)}?` },
    text: {
      text: "It stays to be read, but nobody can add anything, no app either. It can be brought back.",
    },
    confirm: { text: "Archive" },
    style: "danger",
  });
  if (sure) tellIfFailed(await act("archive", { channel: channel.id }));
}
