// Forms (Slack calls them modals): a stack of views, the top one in a dialog. What was entered below stays.

import { act, sentence } from "./door.js";
import { FormView } from "./formview.js";
import { modal } from "./modal.js";
import { notify } from "./notices.js";
import { on, setViews, workspace } from "./state.js";

// The drawn forms by view id, the dialog that shows one of them, and which one.
const drawn = new Map();
let dialog = null;
let top = null;

/** Brings the screen in line with the open views, bottom first. */
function show(views) {
  for (const id of [...drawn.keys()]) if (!views.some((view) => view.id === id)) drawn.delete(id);
  const view = views.at(-1);
  if (!view) {
    end();
    return;
  }
  views.forEach(draw);
  const form = drawn.get(view.id);
  if (!dialog) dialog = modal({ class: "form-dialog", onEscape: close });
  dialog.setAttribute("aria-labelledby", form.titleId);
  form.setDepth(views.length);
  if (top === form && dialog.contains(form.node)) return;
  top = form;
  dialog.replaceChildren(form.node);
  form.focusFirst();
}

function draw(view) {
  const form = drawn.get(view.id);
  if (form) form.update(view);
  else drawn.set(view.id, new FormView(view, { submit, close }));
}

function end() {
  dialog?.remove();
  dialog = null;
  top = null;
}

async function submit(form) {
  const answer = await act("submit", { view_id: form.view.id, values: form.surface.values() });
  const said = answer.errors && form.showErrors(answer.errors);
  if (!answer.ok && !said) form.showTrouble(sentence(answer.error));
  if (answer.views && !answer.errors) setViews(answer.views);
}

/** Closes the top form. If the app can't be reached the form goes all the same: nobody may be locked in. */
async function close() {
  const view = workspace.views.at(-1);
  if (!view) {
    end();
    return;
  }
  const answer = await act("close", { view_id: view.id });
  if (!answer.ok && answer.error === "offline") notify(sentence(answer.error));
  setViews(answer.views ?? workspace.views.filter((one) => one.id !== view.id));
}

on("views", show);
on("loaded", () => show(workspace.views));
