// Sending a file, with words for those who can't see it.

import { act } from "./door.js";
import { h, uid } from "./dom.js";
import { modal } from "./modal.js";
import { notify, tellIfFailed } from "./notices.js";

// The workspace takes a file as one piece of JSON, so it has to fit into memory a few times.
const LARGEST = 20_000_000;

/** Asks for a file and sends it to a channel. */
export function chooseFile(channel) {
  const field = h("input", { type: "file" });
  field.addEventListener("change", () => field.files[0] && ask(channel, field.files[0]));
  field.click();
}

function ask(channel, file) {
  if (file.size > LARGEST) {
    notify("This file is too large to send here. Please choose one below 20 MB.");
    return;
  }
  const [title, words] = [uid("title"), uid("words")];
  const isPicture = file.type.startsWith("image/");
  const url = isPicture ? URL.createObjectURL(file) : null;
  const text = h("input.text-field", { type: "text", id: words, autocomplete: "off" });
  const end = () => {
    dialog.remove();
    if (url) URL.revokeObjectURL(url);
  };
  const send = h("button.primary", { type: "submit" }, "Send");
  const dialog = modal(
    { class: "confirm", "aria-labelledby": title, onEscape: end },
    h(
      "form",
      { onsubmit: submit },
      h("h2", { id: title }, `Send ${file.name}`),
      url && h("img.picture", { src: url, alt: "" }),
      isPicture && h("label.label", { for: words }, "Description for people who can't see it"),
      isPicture && text,
      h("div.confirm-answers", {}, h("button", { type: "button", onclick: end }, "Cancel"), send),
    ),
  );
  (isPicture ? text : send).focus();

  async function submit(event) {
    event.preventDefault();
    send.setAttribute("aria-busy", "true");
    const answer = await act("upload", {
      channel,
      filename: file.name,
      base64: await base64(file),
      alt_text: text.value || undefined,
    });
    send.removeAttribute("aria-busy");
    if (tellIfFailed(answer)) end();
  }
}

/** A file as base64. */
export function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.split(",")[1] ?? "");
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
