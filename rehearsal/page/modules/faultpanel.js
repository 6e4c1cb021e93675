// The faults that are on, and a form to switch another one on.

import { h, redraw, uid } from "./dom.js";
import { described, GROUPS, groupOf, kindOf, OFTEN } from "./faultkinds.js";
import { askForFaults, faultsOn, onFaults, switchOff, switchOn } from "./faultsnow.js";
import { tellIfFailed } from "./notices.js";
import { workspace } from "./state.js";

const EVERY_MS = 1500;
const ERRORS = [
  "token_revoked",
  "account_inactive",
  "is_archived",
  "not_in_channel",
  "user_not_found",
  "fatal_error",
];

export class FaultPanel {
  constructor() {
    this.list = h("div.fault-list");
    this.details = h("div.fault-fields");
    this.kind = select(
      () => this.drawFields(),
      GROUPS.map(([heading, kinds]) =>
        h(
          "optgroup",
          { label: heading },
          Object.entries(kinds).map(([name, { label }]) => h("option", { value: name }, label)),
        ),
      ),
    );
    this.often = select(
      null,
      OFTEN.map(([name, label]) => h("option", { value: name }, label)),
    );
    this.node = h(
      "section.backstage-part",
      { "aria-labelledby": "faults-title" },
      h("h3", { id: "faults-title" }, "Faults"),
      this.list,
      h(
        "form.fault-form",
        { "aria-label": "Switch a fault on", onsubmit: (event) => this.submit(event) },
        labelled("Fault", this.kind),
        this.details,
        labelled("How often", this.often),
        h("button.primary.slim", { type: "submit" }, "Switch on"),
      ),
    );
    onFaults(() => this.drawList());
    this.drawList();
    this.drawFields();
  }

  start() {
    askForFaults();
    this.timer ??= setInterval(() => document.hidden || askForFaults(), EVERY_MS);
  }

  stop() {
    clearInterval(this.timer);
    this.timer = null;
  }

  drawList() {
    const faults = faultsOn();
    redraw(
      this.list,
      !faults.length &&
        h("p.muted", {}, "Nothing is made to go wrong. Choose a fault to see how the bot bears it."),
      faults.length > 0 &&
        h(
          "ul",
          { "aria-label": "Faults that are on" },
          faults.map((fault) => this.row(fault)),
        ),
      faults.length > 1 && this.off("Switch all off", null, "all"),
    );
  }

  row(fault) {
    const name = kindOf(fault.fault)?.label ?? fault.fault;
    const app = (id) => workspace.apps.get(id)?.name ?? id;
    const details = described(fault, app);
    const hits = fault.hits === 1 ? "1 hit" : `${fault.hits} hits`;
    return h(
      "li.backstage-row",
      {},
      h(
        "div.backstage-words",
        {},
        h("strong", {}, name),
        h("small.muted", {}, [details, hits].filter(Boolean).join(" · ")),
      ),
      this.off("Switch off", fault.id, fault.id, `Switch off: ${name}`),
    );
  }

  off(label, id, key, spoken) {
    const press = async () => tellIfFailed(await switchOff(id));
    return h(
      "button.slim",
      { type: "button", "aria-label": spoken, onclick: press, dataset: { key: `off ${key}` } },
      label,
    );
  }

  /** What can be said about the chosen fault: its own setting, what it hits, which app where there are several. */
  drawFields() {
    const kind = kindOf(this.kind.value);
    const [, , scope, label, examples] = groupOf(this.kind.value);
    const { setting } = kind;
    this.setting =
      setting &&
      h("input.text-field", {
        type: setting.text ? "text" : "number",
        min: 0,
        step: setting.step ?? 1,
        required: true,
        autocomplete: "off",
        list: setting.text ? "fault-errors" : null,
        value: setting.value,
      });
    this.scope =
      scope && !kind.anywhere
        ? h("input.text-field", {
            type: "text",
            placeholder: "Any",
            autocomplete: "off",
            spellcheck: "false",
            list: "fault-names",
          })
        : null;
    const apps = [...workspace.apps.values()];
    this.app =
      apps.length > 1
        ? select(null, [
            h("option", { value: "" }, "Every app"),
            apps.map((app) => h("option", { value: app.id }, app.name)),
          ])
        : null;
    this.details.replaceChildren(
      ...[
        setting && labelled(setting.label, this.setting),
        this.scope && labelled(label, this.scope),
        this.app && labelled("App", this.app),
        datalist("fault-names", examples),
        datalist("fault-errors", ERRORS),
      ].filter(Boolean),
    );
  }

  async submit(event) {
    event.preventDefault();
    const { setting } = kindOf(this.kind.value);
    const [, , scope] = groupOf(this.kind.value);
    const [, , often] = OFTEN.find(([name]) => name === this.often.value);
    const answer = await switchOn({
      fault: this.kind.value,
      ...often,
      ...(setting && {
        [setting.name]: setting.text ? this.setting.value.trim() : Number(this.setting.value),
      }),
      ...(this.scope?.value.trim() && { [scope]: this.scope.value.trim() }),
      ...(this.app?.value && { app: this.app.value }),
    });
    tellIfFailed(answer);
  }
}

function select(change, options) {
  return h("select.text-field", change ? { onchange: change } : {}, options);
}

function labelled(text, control) {
  control.id ||= uid("field");
  return h("div.fault-field", {}, h("label", { for: control.id }, text), control);
}

function datalist(id, values) {
  return h(
    "datalist",
    { id },
    values.map((value) => h("option", { value })),
  );
}
