// Places by their names: channels, direct messages, direct messages of several people.

import { nameOf } from "./people.js";
import { workspace } from "./state.js";

/** True for a talk among certain people, which has no name of its own. */
export const isDirect = (channel) => Boolean(channel.is_im || channel.is_mpim);

/** How a place is called, without a sign in front. */
export function nameOfPlace(channel) {
  if (channel.is_im) return nameOf(channel.user);
  if (!channel.is_mpim) return channel.name;
  const others = (channel.members ?? []).filter((id) => id !== workspace.me).map(nameOf);
  return new Intl.ListFormat("en-GB").format(others);
}

/** How a place is called in running text: `#plenary`, or the names of the people. */
export const labelOfPlace = (channel) => (isDirect(channel) ? nameOfPlace(channel) : `#${channel.name}`);
