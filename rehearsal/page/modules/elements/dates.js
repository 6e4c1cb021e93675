// Dates and times, in the fields that the browser itself offers: they know the person's calendar and keyboard.

import { h } from "../dom.js";
import { fromField, toField, zone } from "../time.js";
import { changed, first, naming } from "./spots.js";

function field(type, element, spot, { shown, value }) {
  const read = () => value(control.value);
  const control = h("input.text-field", {
    type,
    ...naming(element, spot),
    onchange: () => changed(element, spot, control, read()),
  });
  control.value = shown ?? "";
  return { node: control, control, read };
}

/** A day: "2022-02-09", or null. */
export function dateField(element, spot) {
  return field("date", element, spot, {
    shown: first(element, spot, element.initial_date),
    value: (text) => text || null,
  });
}

/** A time of day: "19:30", or null. */
export function timeField(element, spot) {
  return field("time", element, spot, {
    shown: first(element, spot, element.initial_time),
    value: (text) => text || null,
  });
}

/** A moment: unix time, or null. The field speaks the reader's time zone, which is written beside it. */
export function dateTimeField(element, spot) {
  const begin = first(element, spot, element.initial_date_time);
  const drawn = field("datetime-local", element, spot, {
    shown: begin ? toField(begin) : "",
    value: fromField,
  });
  return { ...drawn, node: h("span.with-zone", {}, drawn.node, h("small", {}, zone() ?? "")) };
}
