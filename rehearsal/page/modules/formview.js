// One form: its fields, its errors, and the two buttons.

import { drawBlocks } from "./blocks/index.js";
import { focusable, h, redraw, uid } from "./dom.js";
import { icon } from "./icons.js";
import { plain } from "./mrkdwn.js";
import { Surface } from "./surface.js";
import { appOfBot, workspace } from "./state.js";

const EMPTY = "Please fill this in.";

export class FormView {
  constructor(view, { submit, close }) {
    Object.assign(this, { submit, close, titleId: uid("form-title") });
    this.head = h("header.form-head");
    this.body = h("div.form-body");
    this.trouble = h("p.error.form-trouble", { role: "alert", hidden: true });
    this.foot = h("footer.form-foot");
    // A real form element: Enter in a text field sends it, and phones show a "go" key.
    this.node = h(
      "form.form",
      { novalidate: true, onsubmit: (event) => this.send(event) },
      this.head,
      this.body,
      this.trouble,
      this.foot,
    );
    this.depth = 1;
    this.draw(view);
  }

  /** Takes a newer form of the same view; what the person entered stays where block and action are the same. */
  update(view) {
    if (view.hash === this.view.hash) return;
    this.draw(view);
  }

  draw(view) {
    const kept = this.surface?.keep();
    this.view = view;
    this.surface = new Surface({ view_id: view.id }, { kept, given: view.state?.values });
    redraw(this.body, drawBlocks(view.blocks, this.surface));
    this.drawHead();
    this.drawFoot();
  }

  setDepth(depth) {
    if (depth === this.depth) return;
    this.depth = depth;
    this.drawHead();
  }

  drawHead() {
    const app = workspace.apps.get(this.view.app_id) ?? appOfBot(this.view.bot_id);
    const back = this.depth > 1;
    redraw(
      this.head,
      back &&
        h(
          "button.plain.round",
          { type: "button", "aria-label": "Back", onclick: this.close, dataset: { key: "back" } },
          icon("back"),
        ),
      h(
        "div",
        {},
        h("h2", { id: this.titleId, dir: "auto" }, plain(this.view.title?.text ?? "")),
        app && h("p.topic", {}, app.name),
      ),
      !back &&
        h(
          "button.plain.round",
          { type: "button", "aria-label": "Close this form", onclick: this.close, dataset: { key: "close" } },
          icon("close"),
        ),
    );
  }

  drawFoot() {
    const hasInputs = this.view.blocks?.some((block) => block.type === "input");
    const submit = this.view.submit || hasInputs;
    redraw(
      this.foot,
      h(
        "button",
        { type: "button", onclick: this.close, dataset: { key: "cancel" } },
        this.view.close ? plain(this.view.close.text) : submit ? "Cancel" : "Close",
      ),
      submit &&
        h(
          "button.primary",
          { type: "submit", dataset: { key: "submit" } },
          this.view.submit ? plain(this.view.submit.text) : "Send",
        ),
    );
  }

  /** The first thing that can be filled in, or else the form's own first button. */
  focusFirst() {
    const [field] = focusable(this.body).filter((part) => part.matches("input, textarea, select, button"));
    const part = field ?? this.foot.querySelector(".primary") ?? this.foot.querySelector("button");
    part?.focus({ preventScroll: true });
    this.body.scrollTop = 0;
  }

  async send(event) {
    event.preventDefault();
    const button = this.foot.querySelector("[type=submit]");
    if (!button || button.getAttribute("aria-busy") === "true") return;
    this.showTrouble("");
    if (this.showErrors(this.missing())) return;
    button.setAttribute("aria-busy", "true");
    await this.submit(this);
    button.removeAttribute("aria-busy");
  }

  /** What can be seen to be wrong without asking the app. */
  missing() {
    const errors = {};
    for (const { block, required, read, check } of this.surface.fields) {
      const value = read();
      const empty = value === null || value.length === 0;
      const wrong = empty ? (required ? EMPTY : null) : check?.();
      if (wrong) errors[block] = wrong;
    }
    return errors;
  }

  /** Says each error at its field and goes to the first; true if there were any. One without a field is said below. */
  showErrors(errors) {
    let first = null;
    const left = new Map(Object.entries(errors));
    for (const field of this.surface.fields) {
      const text = left.get(field.block);
      if (!field.say) continue;
      field.say(text ?? null);
      left.delete(field.block);
      if (text) first ??= field;
    }
    if (left.size) this.showTrouble([...left.values()].join(" "));
    if (first) this.goTo(first);
    return Boolean(first) || left.size > 0;
  }

  goTo({ control }) {
    const part = control.matches("input, textarea") ? control : (control.querySelector("input") ?? control);
    part.focus({ preventScroll: true });
    part.closest(".block-input")?.scrollIntoView({ block: "center" });
  }

  showTrouble(text) {
    this.trouble.textContent = text;
    this.trouble.hidden = !text;
  }
}
