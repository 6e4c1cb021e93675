// A field for files: each goes up when it is chosen, and the form gets their ids.

import { act } from "../door.js";
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { tellIfFailed } from "../notices.js";
import { base64 } from "../upload.js";
import { naming } from "./spots.js";

const MOST = 10;

export function fileField(element, spot) {
  const max = element.max_files ?? MOST;
  const kept = spot.surface.first(spot.block, element.action_id, []);
  const list = h("ul.file-list");
  const control = h("input.file-input", {
    type: "file",
    multiple: max > 1,
    accept: element.filetypes?.map((kind) => `.${kind}`).join(","),
    ...naming(element, spot),
    onchange: take,
  });
  const ids = [...kept];

  async function take() {
    control.setAttribute("aria-busy", "true");
    for (const file of [...control.files].slice(0, max - ids.length)) await send(file);
    control.value = "";
    control.removeAttribute("aria-busy");
  }

  async function send(file) {
    const answer = await act("upload", { filename: file.name, base64: await base64(file) });
    if (!tellIfFailed(answer)) return;
    ids.push(answer.file);
    names.set(answer.file, file.name);
    draw();
  }

  function drop(id) {
    ids.splice(ids.indexOf(id), 1);
    draw();
    control.focus();
  }

  function draw() {
    list.replaceChildren(
      ...ids.map((id) =>
        h(
          "li.chip",
          {},
          names.get(id) ?? "A file",
          h(
            "button.plain",
            {
              type: "button",
              "aria-label": `Remove ${names.get(id) ?? "the file"}`,
              onclick: () => drop(id),
            },
            icon("close"),
          ),
        ),
      ),
    );
    control.disabled = ids.length >= max;
  }

  draw();
  return { node: h("div.file-field", {}, control, list), control, read: () => [...ids] };
}

// A form that is drawn anew still knows what its files are called.
const names = new Map();
