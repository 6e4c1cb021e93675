// Where the page stands, kept in the address so that a reload stays in place: ?as=U… and #C… (or #A… for an app's home).

const listeners = new Set();
let wanted = null;

/** The person the address names. */
export const addressedPerson = () => new URLSearchParams(location.search).get("as");

/** The channel or app the address names, with the message where one is meant. */
export function place() {
  const [id, ts] = decodeURIComponent(location.hash.slice(1)).split("/");
  if (!/^[CDGA][A-Z0-9]+$/.test(id)) return null;
  const details = wanted?.id === id ? wanted : {};
  return id.startsWith("A") ? { app: id } : { channel: id, ts, ...details };
}

/** Goes to {channel, ts?, thread?} or {app}. A message is looked for once, so it doesn't stay in the address. */
export function goTo({ channel, app, ts, thread }, { replace = false } = {}) {
  const id = app ?? channel;
  wanted = { id, ts, thread };
  if (location.hash !== `#${id}`) history[replace ? "replaceState" : "pushState"](null, "", `#${id}`);
  for (const listener of listeners) listener(place());
  wanted = null;
}

/** Writes the acting person into the address; the place stays. */
export function addressPerson(id) {
  const address = new URL(location.href);
  if (address.searchParams.get("as") === id) return;
  address.searchParams.set("as", id);
  history.replaceState(null, "", address);
}

/** Calls back at each move, by a link, by the page, or by the browser's back button. */
export function onMove(listener) {
  listeners.add(listener);
}

addEventListener("hashchange", () => listeners.forEach((listener) => listener(place())));
addEventListener("popstate", () => listeners.forEach((listener) => listener(place())));
