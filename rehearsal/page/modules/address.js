// Where the page stands, kept in the address so that a reload stays in place: ?as=U… and #C… (or #A… for an app's home).

const listeners = new Set();
let wanted = null;

const LAST = "rehearsal.as";

/** The person the address names; where it names none, as a permalink does, whoever one was last in this browser. */
export function addressedPerson() {
  return new URLSearchParams(location.search).get("as") ?? localStorage.getItem(LAST);
}

/** The channel or app the address names, with the message where one is meant: that is looked for once, and then let go. */
export function place() {
  const [id, ts] = decodeURIComponent(location.hash.slice(1)).split("/");
  if (!/^[CDGA][A-Z0-9]+$/.test(id)) return null;
  if (ts) history.replaceState(null, "", `#${id}`);
  const details = wanted?.id === id ? wanted : {};
  return id.startsWith("A") ? { app: id } : { channel: id, ts, ...details };
}

/** Goes to {channel, ts?} or {app}. */
export function goTo({ channel, app, ts }, { replace = false } = {}) {
  const id = app ?? channel;
  wanted = { id, ts };
  if (location.hash !== `#${id}`) history[replace ? "replaceState" : "pushState"](null, "", `#${id}`);
  for (const listener of listeners) listener(place());
  wanted = null;
}

/** Writes the acting person into the address; the place stays. */
export function addressPerson(id) {
  localStorage.setItem(LAST, id);
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
