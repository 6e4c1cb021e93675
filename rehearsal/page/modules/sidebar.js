// The list of places at the left: who one is, apps, channels, direct messages.

import { openCast } from "./actas.js";
import { goTo } from "./address.js";
import { arriveIn } from "./arriving.js";
import { backstageButton } from "./backstage.js";
import { act } from "./door.js";
import { h, oncePerFrame, renew } from "./dom.js";
import { onFaults } from "./faultsnow.js";
import { icon } from "./icons.js";
import { makeChannel } from "./newchannel.js";
import { beginTalk } from "./newtalk.js";
import { tellIfFailed } from "./notices.js";
import { avatar, nameOf } from "./people.js";
import { isDirect, labelOfPlace, nameOfPlace } from "./places.js";
import { searchButton } from "./search.js";
import { isMember, me, on, workspace } from "./state.js";
import { unreadIn } from "./unread.js";

const element = document.getElementById("sidebar");
const scrim = document.getElementById("scrim");
let here = null;

const byName = (one, other) => one.name.localeCompare(other.name, "en", { numeric: true });

/** Marks where one is; the drawer of a small screen closes. */
export function standAt(id) {
  here = id;
  draw();
  closeDrawer();
}

export const draw = oncePerFrame(() => {
  if (!workspace.me) return;
  const channels = [...workspace.channels.values()].filter((channel) => !isDirect(channel)).sort(byName);
  const mine = channels.filter((channel) => isMember(channel) && !channel.is_archived);
  const others = channels.filter((channel) => !mine.includes(channel));
  renew(
    element,
    head(),
    h("div.places", {}, apps(), group("Channels", mine.map(place), adder()), more(others), directs()),
    h("footer.sidebar-foot", {}, backstageButton(closeDrawer)),
  );
  document.title = title();
  document.getElementById("title").textContent = document.title;
});

function title() {
  const channel = workspace.channels.get(here);
  const name = channel ? labelOfPlace(channel) : workspace.apps.get(here)?.name;
  return [name, workspace.team.name].filter(Boolean).join(" · ");
}

function head() {
  const person = me();
  const button = h(
    "button.act-as",
    {
      type: "button",
      "aria-haspopup": "dialog",
      "aria-label": `Acting as ${nameOf(workspace.me)}. Act as someone else`,
      dataset: { key: "act as" },
    },
    avatar(workspace.me),
    h(
      "span.act-as-who",
      {},
      h("small", {}, "Acting as"),
      h("strong", {}, nameOf(workspace.me)),
      person?.title && h("small.act-as-title", { title: person.title }, person.title),
    ),
    icon("swap"),
  );
  button.addEventListener("click", () => openCast(button));
  return h(
    "header.sidebar-head",
    {},
    h(
      "div.sidebar-top",
      {},
      h("strong.team", { dir: "auto" }, workspace.team.name ?? "Rehearsal"),
      h(
        "button.plain.round.only-small",
        {
          type: "button",
          "aria-label": "Close the list of channels",
          onclick: closeDrawer,
          dataset: { key: "close" },
        },
        icon("close"),
      ),
    ),
    button,
    searchButton(closeDrawer),
  );
}

function group(name, rows, extra) {
  if (!rows.length && !extra) return null;
  return h("section.places-group", {}, h("div.places-head", {}, h("h2", {}, name), extra), h("ul", {}, rows));
}

function apps() {
  const rows = [...workspace.apps.values()]
    .filter((app) => app.home_tab)
    .sort(byName)
    .map((app) =>
      item({
        id: app.id,
        sign: icon("home"),
        label: app.name,
        spoken: `${app.name}, home${app.connected ? "" : ", not connected"}`,
        end: h(`span.state-dot${app.connected ? ".on" : ""}`, {
          title: app.connected ? "Connected" : "Not connected",
        }),
      }),
    );
  return group("Apps", rows);
}

function item({ id, sign, label, spoken, end, unread = 0, quiet = false, attributes = {} }) {
  const current = id === here ? "page" : null;
  const kind = `${unread && !current ? ".unread" : ""}${quiet ? ".quiet" : ""}`;
  return h(
    "li",
    {},
    h(
      `a.place${kind}`,
      {
        href: `#${id}`,
        "aria-current": current,
        "aria-label": spoken,
        dataset: { key: `place ${id}` },
        ...attributes,
      },
      sign,
      h("span.place-name", { dir: "auto" }, label),
      end,
    ),
  );
}

function place(channel) {
  const unread = channel.id === here ? 0 : unreadIn(channel.id);
  const kind = channel.is_private ? "private channel" : "channel";
  const marks = [channel.is_archived && "archived", unread && "new messages"].filter(Boolean);
  return item({
    id: channel.id,
    unread,
    quiet: channel.is_archived || !isMember(channel),
    sign: icon(channel.is_private ? "lock" : "hash"),
    label: channel.name,
    spoken: [`${channel.name}, ${kind}`, ...marks].join(", "),
    end: unread > 0 && h("span.unread-dot"),
    attributes: { "data-channel": channel.id },
  });
}

function more(channels) {
  if (!channels.length) return null;
  const open =
    channels.some((channel) => channel.id === here) || element.querySelector(".more-channels")?.open;
  return h(
    "details.more-channels",
    { open },
    h("summary", { dataset: { key: "more channels" } }, `${channels.length} more`),
    h("ul", { "aria-label": "More channels" }, channels.map(place)),
  );
}

function adder() {
  return h(
    "button.plain.round",
    {
      type: "button",
      "aria-label": "New channel",
      title: "New channel",
      onclick: makeChannel,
      dataset: { key: "new channel" },
    },
    icon("plus"),
  );
}

function directs() {
  const rows = [...workspace.channels.values()]
    .filter(isDirect)
    .sort((one, other) => nameOfPlace(one).localeCompare(nameOfPlace(other), "en"))
    .map(direct);
  const start = h(
    "button.plain.round",
    {
      type: "button",
      "aria-label": "New direct message",
      title: "New direct message",
      dataset: { key: "new direct message" },
    },
    icon("plus"),
  );
  start.addEventListener("click", () =>
    openCast(start, {
      title: "Write to",
      withApps: true,
      choose: openDirect,
      more: { label: "Several people", run: beginTalk },
    }),
  );
  return group("Direct messages", rows, start);
}

function direct(channel) {
  const name = nameOfPlace(channel);
  const bot = workspace.people.get(channel.user)?.is_bot;
  const unread = channel.id === here ? 0 : unreadIn(channel.id);
  const suffix = channel.user === workspace.me ? " (you)" : "";
  return item({
    id: channel.id,
    unread,
    sign: channel.is_mpim ? icon("people") : avatar(channel.user, { small: true }),
    label: name + suffix,
    spoken: [`${name}${suffix}, direct message`, unread && `${unread} new`].filter(Boolean).join(", "),
    end: [bot && h("span.badge", {}, "APP"), unread > 0 && h("span.unread-count", {}, String(unread))],
    attributes: { "data-channel": channel.id },
  });
}

/** Opens the direct message with someone and goes there. */
export async function openDirect(user) {
  const known = [...workspace.channels.values()].find((channel) => channel.is_im && channel.user === user);
  if (known) {
    goTo({ channel: known.id });
    return;
  }
  const answer = await act("dm", { user });
  if (tellIfFailed(answer)) await arriveIn(answer.channel);
}

/** On a small screen the sidebar is a drawer over the conversation. */
export function openDrawer() {
  element.classList.add("open");
  scrim.hidden = false;
  element.querySelector("[aria-current], .act-as")?.focus();
}

export function closeDrawer() {
  if (!element.classList.contains("open")) return;
  element.classList.remove("open");
  scrim.hidden = true;
  document.getElementById("conversation").focus({ preventScroll: true });
}

scrim.addEventListener("click", closeDrawer);
element.addEventListener("keydown", (event) => event.key === "Escape" && closeDrawer());
for (const kind of ["loaded", "channel", "channel_gone", "person", "app", "message", "message_deleted"])
  on(kind, draw);
onFaults(draw);
