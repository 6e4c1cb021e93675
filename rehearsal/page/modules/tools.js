// What can be done with a message: it appears on the message under the pointer, or on the one that has the focus.

import { act } from "./door.js";
import { Completion } from "./completion.js";
import { confirm } from "./confirm.js";
import { h } from "./dom.js";
import { emoji, quickEmoji, spoken } from "./emoji.js";
import { icon } from "./icons.js";
import { appOf, rights } from "./message.js";
import { openMenu } from "./menu.js";
import { toTyped } from "./mentions.js";
import { tellIfFailed } from "./notices.js";
import { pickEmoji } from "./picker.js";
import { hold, release } from "./popup.js";
import { react } from "./reactions.js";
import { workspace } from "./state.js";

/** Gives a list of messages its tools; `reply` opens a thread, and is left out where one is already in it. */
export function attachTools(list, { channel, reply }) {
  const tools = h("div.tools", { role: "group", "aria-label": "Actions for this message" });
  let at = null;

  function moveTo(article) {
    if (article === at || at?.matches("[data-held]")) return;
    at = article;
    if (!article) {
      tools.remove();
      return;
    }
    tools.replaceChildren(...buttons(article.parentElement));
    // A tool that has the focus must not lose it because the pointer passes over another message.
    if (tools.childElementCount) article.append(tools);
    else tools.remove();
  }

  list.log.addEventListener("pointerover", (event) => {
    if (!tools.contains(document.activeElement)) moveTo(event.target.closest(".message"));
  });
  list.log.addEventListener("focusin", (event) => moveTo(event.target.closest(".message")));
  list.log.addEventListener("pointerleave", () => {
    if (!at?.contains(document.activeElement)) moveTo(null);
  });
  list.log.addEventListener("focusout", (event) => {
    if (!list.log.contains(event.relatedTarget) && !at?.matches(":hover")) moveTo(null);
  });

  function buttons(row) {
    const { message } = row;
    const may = rights(message);
    const more = further(row, may);
    return [
      may.react &&
        quickEmoji().map((name) =>
          tool(`React with ${spoken(name)}`, () => react(channel, row.message, name), emoji(name), {
            "data-quick": "",
          }),
        ),
      may.react &&
        tool(
          "Add a reaction",
          (button) => pickEmoji(button, (name) => react(channel, row.message, name)),
          icon("smile"),
        ),
      may.reply &&
        reply &&
        tool("Reply in a thread", () => reply(message.thread_ts ?? message.ts), icon("reply")),
      more.length > 0 &&
        tool("More actions", (button) => openMenu(button, "More actions", more), icon("more"), {
          "aria-haspopup": "menu",
          "aria-expanded": "false",
        }),
    ]
      .flat()
      .filter(Boolean);
  }

  function further(row, may) {
    const { message } = row;
    const items = [];
    if (may.edit) items.push({ label: "Edit message", run: () => edit(list, row, channel) });
    if (message.text)
      items.push({
        label: "Copy text",
        run: () => navigator.clipboard?.writeText(toTyped(row.message.text)),
      });
    if (!message.is_ephemeral) items.push(...shortcuts(channel, message));
    if (may.delete)
      items.push(null, { label: "Delete message", danger: true, run: () => remove(channel, message) });
    return items;
  }
}

function tool(label, press, picture, attributes = {}) {
  const button = h(
    "button.plain.tool",
    { type: "button", "aria-label": label, title: label, onclick: () => press(button), ...attributes },
    picture,
  );
  return button;
}

function shortcuts(channel, message) {
  const apps = [...workspace.apps.values()].sort(
    (one, other) => (other === appOf(message)) - (one === appOf(message)),
  );
  const items = apps.flatMap((app) =>
    (app.message_shortcuts ?? []).map((shortcut) => ({
      label: shortcut.name,
      detail: app.name,
      run: async () =>
        tellIfFailed(await act("shortcut", { callback_id: shortcut.callback_id, channel, ts: message.ts })),
    })),
  );
  return items.length ? [null, ...items] : [];
}

async function remove(channel, message) {
  const sure = await confirm({
    title: { text: "Delete this message?" },
    text: { text: "It will be gone for everyone." },
    confirm: { text: "Delete" },
    deny: { text: "Keep" },
    style: "danger",
  });
  if (sure) tellIfFailed(await act("delete", { channel, ts: message.ts }));
}

/** Changes a message where it stands. Enter saves, Escape leaves it as it was. */
function edit(list, row, channel) {
  const article = row.lastElementChild;
  const field = h("textarea.text-field", {
    "aria-label": "Edit message",
    rows: 2,
    dir: "auto",
    onkeydown: key,
  });
  field.value = toTyped(row.message.text ?? "");
  const completion = new Completion(field, { commands: false });
  const end = () => {
    release(field);
    list.change(row, row.message);
    article.focus();
  };
  async function save() {
    const text = field.value.trim();
    if (!text) {
      field.focus();
      return;
    }
    if (
      text === toTyped(row.message.text) ||
      tellIfFailed(await act("edit", { channel, ts: row.message.ts, text }))
    )
      end();
  }
  function key(event) {
    if (event.isComposing || completion.key(event)) return;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      end();
    }
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      save();
    }
  }
  article
    .querySelector(".content")
    .replaceChildren(
      h(
        "div.editor",
        {},
        completion.list,
        field,
        h(
          "div.editor-answers",
          {},
          h("button", { type: "button", onclick: end }, "Cancel"),
          h("button.primary", { type: "button", onclick: save }, "Save"),
        ),
      ),
    );
  hold(field);
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
}
