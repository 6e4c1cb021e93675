// Brings the page to life: whom to act as and where to stand come from the address.

import { addressPerson, addressedPerson, goTo, onMove, place } from "./address.js";
import { firstChannel, leaveChannel, showChannel } from "./conversation.js";
import "./forms.js";
import { leaveHome, showHome } from "./home.js";
import { tellNotice } from "./notices.js";
import { become } from "./session.js";
import { standAt } from "./sidebar.js";
import { on, workspace } from "./state.js";
import { closeThread } from "./threads.js";

const conversation = document.getElementById("conversation");

/** Goes where the address says, or to a good beginning when that place is gone or not to be seen by this person. */
function stand(where) {
  if (!workspace.me) return;
  if (workspace.apps.has(where?.app)) {
    leaveChannel();
    closeThread();
    standAt(where.app);
    showHome(where.app);
  } else if (workspace.channels.has(where?.channel)) {
    leaveHome();
    showChannel(where.channel, where);
    standAt(where.channel);
  } else begin();
}

function begin() {
  const channel = firstChannel();
  if (channel) goTo({ channel }, { replace: true });
  else conversation.textContent = "There is no channel yet.";
}

on("loaded", () => {
  addressPerson(workspace.me);
  stand(place());
});
on("notice", tellNotice);
onMove(stand);

document.getElementById("skip").addEventListener("click", () => {
  (conversation.querySelector(".composer-field") ?? conversation).focus();
});

become(addressedPerson());
