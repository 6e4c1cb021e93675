// The control API: the only place that talks HTTP to the workspace.

import { workspace } from "./state.js";

/** The workspace could be reached and said no: it knows nobody of that id. */
export class Refused extends Error {}

/** Everything this person may see; without a person, the workspace chooses whom to begin with. */
export async function readState(as) {
  const response = await fetch(as ? `/control/state?as=${encodeURIComponent(as)}` : "/control/state");
  if (response.status === 404) throw new Refused(as ?? "");
  if (!response.ok) throw new Error(`The workspace answered ${response.status}.`);
  return response.json();
}

// Slack's words for what went wrong, as a person would say them.
const SENTENCES = {
  operation_timeout: "The app did not answer in time. Please try again.",
  app_not_connected: "The app is not connected just now. Please try again in a moment.",
  cant_update_message: "Only the person who wrote a message can change it.",
  cant_delete_message: "Only the person who wrote a message can delete it.",
  channel_not_found: "That channel is no longer there.",
  is_archived: "This channel is archived, so nothing can be written here.",
  invalid_name_maxlength: "This name is too long. Please keep to 80 letters.",
  invalid_name_punctuation: "Please use a letter or a figure as well.",
  invalid_name_required: "Please write a name.",
  invalid_name_specials: "Please use small letters, figures, hyphens and underscores.",
  message_not_found: "That message is no longer there.",
  msg_too_long: "This message is too long to send. Please shorten it.",
  name_taken: "There is a channel of this name already, perhaps an archived one.",
  no_text: "There is nothing to send yet.",
  not_in_channel: "You are not in this channel. Join it first.",
  offline: "The workspace can't be reached just now. Please try again in a moment.",
  unknown_command: "There is no such command. Type / to see those that exist.",
};

/** A readable sentence for an error, whether it came as a word or as a sentence. */
export function sentence(error) {
  if (!error) return "That did not work. Please try again.";
  return (
    SENTENCES[error] ?? (/[\s.]/.test(error) ? error : `That did not work (${error.replaceAll("_", " ")}).`)
  );
}

/** Does something as the acting person. Never throws: the answer is {ok: true, …} or {ok: false, error}. */
export const act = (what, details = {}) => control("act", { as: workspace.me, do: what, ...details });

/** Changes something about the workspace itself. Never throws either. */
export async function control(what, details = {}, method = "POST") {
  try {
    const response = await fetch(`/control/${what}`, {
      method,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(details),
    });
    return await response.json();
  } catch {
    return { ok: false, error: "offline" };
  }
}

/** What stands at an address of the workspace; throws where it can't be reached. */
export async function readJson(path) {
  return (await fetch(path)).json();
}
