// The select menus, of fixed options, people, channels and conversations; for one choice and for several.

import { Combobox } from "../combobox.js";
import { plain } from "../mrkdwn.js";
import { avatar, byName, cast, nameOf } from "../people.js";
import { labelOfPlace } from "../places.js";
import { workspace } from "../state.js";
import { changed, first, naming, placeholder } from "./spots.js";

/** An option of Slack's, as a menu of this page takes it. */
export function option(group) {
  return (one) => ({
    value: one.value,
    text: plain(one.text.text),
    detail: one.description && plain(one.description.text),
    group,
  });
}

function fixed(element) {
  if (!element.option_groups) return (element.options ?? []).map(option());
  return element.option_groups.flatMap((group) => group.options.map(option(plain(group.label.text))));
}

const people = () =>
  cast()
    .sort(byName)
    .map((person) => ({
      value: person.id,
      text: nameOf(person.id),
      detail: person.title,
      picture: () => avatar(person.id, { small: true }),
    }));

function conversations(element) {
  const include = element.filter?.include;
  const kind = (channel) =>
    channel.is_im ? "im" : channel.is_mpim ? "mpim" : channel.is_private ? "private" : "public";
  return [...workspace.channels.values()]
    .filter((channel) => !channel.is_archived && (!include || include.includes(kind(channel))))
    .filter((channel) => !(element.filter?.exclude_bot_users && workspace.people.get(channel.user)?.is_bot))
    .map((channel) => ({ value: channel.id, text: labelOfPlace(channel) }));
}

const channels = () => conversations({ filter: { include: ["public"] } });

// type → [options, the key that holds what is chosen at first, how a value is found in it]
const KINDS = {
  static_select: [fixed, "initial_option", (one) => one.value],
  users_select: [people, "initial_user", (one) => one],
  channels_select: [channels, "initial_channel", (one) => one],
  conversations_select: [conversations, "initial_conversation", (one) => one],
};

function select(element, spot, kind, multiple) {
  const [options, initial, value] = KINDS[kind];
  const suggested = multiple
    ? (element[`${initial}s`] ?? []).map(value)
    : element[initial] && value(element[initial]);
  const begin = first(element, spot, suggested);
  const box = new Combobox({
    options: options(element),
    selected: [begin].flat().filter((one) => one !== undefined && one !== null),
    multiple,
    max: element.max_selected_items,
    placeholder: placeholder(element),
    attributes: naming(element, spot),
    change: (chosen) => changed(element, spot, box.input, chosen),
  });
  return { node: box.node, control: box.input, read: () => box.read() };
}

/** All of them by Slack's type name. */
export const selects = Object.fromEntries(
  Object.keys(KINDS).flatMap((kind) => [
    [kind, (element, spot) => select(element, spot, kind, false)],
    [`multi_${kind}`, (element, spot) => select(element, spot, kind, true)],
  ]),
);
