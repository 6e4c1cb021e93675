// An app's home tab: a page of blocks for one person.

import { act } from "./door.js";
import { drawBlocks } from "./blocks/index.js";
import { drawerButton } from "./channelbar.js";
import { h, redraw } from "./dom.js";
import { icon } from "./icons.js";
import { tellIfFailed } from "./notices.js";
import { avatar } from "./people.js";
import { openDirect } from "./sidebar.js";
import { on, setHome, workspace } from "./state.js";
import { Surface } from "./surface.js";

const element = document.getElementById("conversation");
let shown = null;

/** Shows an app's home. The app hears of it, and may draw it only now. */
export async function showHome(id) {
  const app = workspace.apps.get(id);
  shown = { id, as: workspace.me, page: h("div.home-page"), surface: null };
  const write = h(
    "button.bar-button",
    { type: "button", onclick: () => openDirect(app.bot_user) },
    icon("reply"),
    "Messages",
  );
  element.replaceChildren(
    h(
      "header.bar",
      {},
      drawerButton(),
      h(
        "div.bar-title",
        {},
        h("h2", {}, avatar(app.bot_user, { small: true }), app.name, h("span.badge", {}, "APP")),
        h("p.topic", {}, "Home"),
      ),
      app.bot_user && write,
    ),
    h(
      "div.scroller.home",
      { tabindex: "0", role: "region", "aria-label": `Home of ${app.name}` },
      shown.page,
    ),
  );
  draw(id);
  const mine = shown;
  const answer = await act("home", { app: id });
  if (mine !== shown) return;
  if (answer.view) setHome(id, answer.view);
  else if (!tellIfFailed(answer)) draw(id);
}

export function leaveHome() {
  shown = null;
}

function draw(id) {
  if (shown?.id !== id || shown.as !== workspace.me) return;
  const view = workspace.home.get(id);
  if (!view) {
    shown.page.replaceChildren(
      h("p.empty", {}, `${workspace.apps.get(id)?.name ?? "This app"} has not put anything here yet.`),
    );
    return;
  }
  const kept = shown.surface?.where.view_id === view.id ? shown.surface.keep() : undefined;
  shown.surface = new Surface({ view_id: view.id }, { kept, given: view.state?.values });
  redraw(shown.page, drawBlocks(view.blocks, shown.surface));
}

on("home", draw);
