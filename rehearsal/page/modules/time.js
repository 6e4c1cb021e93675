// Times as the acting person reads them: in their own time zone, in British form.

import { me } from "./state.js";

const formats = new Map();

/** Making a formatter is slow, and each message needs some: they are kept. */
function format(date, options) {
  const timeZone = zone();
  const key = JSON.stringify([timeZone, options]);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat("en-GB", { timeZone, ...options }));
  return formats.get(key).format(date);
}

const zones = new Map();

/** The acting person's time zone where it is known and valid, this machine's otherwise. */
export function zone() {
  const wanted = me()?.tz;
  if (!wanted) return undefined;
  if (!zones.has(wanted)) zones.set(wanted, isZone(wanted) ? wanted : undefined);
  return zones.get(wanted);
}

function isZone(name) {
  try {
    return Boolean(new Intl.DateTimeFormat("en-GB", { timeZone: name }));
  } catch {
    return false;
  }
}

export const dateOf = (ts) => new Date(Number(ts) * 1000);
export const clock = (date) => format(date, { hour: "2-digit", minute: "2-digit", hour12: false });
export const clockWithSeconds = (date) =>
  format(date, { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false });
export const fullTime = (date) =>
  `${format(date, { weekday: "long", day: "numeric", month: "long", year: "numeric" })} at ${clock(date)}`;

/** The calendar day as 2022-02-09, for telling days apart and for date fields. */
export function dayKey(date) {
  return format(date, { year: "numeric", month: "2-digit", day: "2-digit" }).split("/").reverse().join("-");
}

const RELATIVE = { "-1": "Yesterday", 0: "Today", 1: "Tomorrow" };

function relativeDay(date) {
  const days = Math.round((Date.parse(dayKey(date)) - Date.parse(dayKey(new Date()))) / 86_400_000);
  return RELATIVE[days];
}

/** The heading of a day in a channel. */
export function dayName(date) {
  const year = dayKey(date).slice(0, 4) === dayKey(new Date()).slice(0, 4) ? {} : { year: "numeric" };
  return relativeDay(date) ?? format(date, { weekday: "long", day: "numeric", month: "long", ...year });
}

/** How long ago, roughly. */
export function ago(date) {
  const minutes = Math.round((Date.now() - date) / 60_000);
  if (minutes === 0) return "just now";
  const relative = new Intl.RelativeTimeFormat("en-GB", { numeric: "auto" });
  if (Math.abs(minutes) < 60) return relative.format(-minutes, "minute");
  if (Math.abs(minutes) < 60 * 24) return relative.format(-Math.round(minutes / 60), "hour");
  return relative.format(-Math.round(minutes / 1440), "day");
}

const DAY = { day: "numeric", month: "long", year: "numeric" };
const SHORT = { day: "numeric", month: "short", year: "numeric" };
const LONG = { weekday: "long", ...DAY };

// The words that may stand in <!date^…>, from Slack's formatting reference.
const TOKENS = {
  date_num: dayKey,
  date_slash: (date) => format(date, { day: "2-digit", month: "2-digit", year: "numeric" }),
  date: (date) => format(date, DAY),
  date_short: (date) => format(date, SHORT),
  date_long: (date) => format(date, LONG),
  date_long_full: (date) => format(date, LONG),
  date_pretty: (date) => relativeDay(date)?.toLowerCase() ?? format(date, DAY),
  date_short_pretty: (date) => relativeDay(date)?.toLowerCase() ?? format(date, SHORT),
  date_long_pretty: (date) => relativeDay(date)?.toLowerCase() ?? format(date, LONG),
  day_divider_pretty: (date) => relativeDay(date) ?? format(date, LONG),
  time: clock,
  time_secs: clockWithSeconds,
  ago,
};

/** Fills Slack's date template; null when it holds a word that Slack would not know, so that the fallback is shown. */
export function fillDate(unix, template) {
  const date = new Date(Number(unix) * 1000);
  if (Number.isNaN(date.getTime())) return null;
  let known = true;
  const text = template.replace(/\{(\w+)\}/g, (whole, word) => {
    if (TOKENS[word]) return TOKENS[word](date);
    known = false;
    return whole;
  });
  return known ? text : null;
}

/** A moment as a date-and-time field shows it ("2022-02-09T19:30"), in the reader's zone. */
export function toField(unix) {
  const date = new Date(unix * 1000);
  return `${dayKey(date)}T${clock(date)}`;
}

/** The unix time of what a date-and-time field says in the reader's zone; null when it is empty. */
export function fromField(text) {
  if (!text) return null;
  const asIfUtc = Date.parse(`${text}Z`) / 1000;
  // Two steps suffice: the first guess may stand on the other side of a clock change, the second does not.
  let unix = asIfUtc;
  for (let step = 0; step < 2; step += 1) unix += asIfUtc - Date.parse(`${toField(unix)}Z`) / 1000;
  return unix;
}
