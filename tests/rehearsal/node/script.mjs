// A bot written with the official Node packages, in Socket Mode, and a person who uses it. Each step that went well is a line.
import bolt from "@slack/bolt";
import { WebClient } from "@slack/web-api";

const { SLACK_API_URL, SLACK_BOT_TOKEN, SLACK_APP_TOKEN, CHANNEL, PERSON } = process.env;
const CONTROL = new URL("/control/act", SLACK_API_URL);
const BUTTON = {
  type: "actions",
  block_id: "buttons",
  elements: [{ type: "button", action_id: "press", value: "yes", text: { type: "plain_text", text: "Press" } }],
};
const FORM = {
  type: "modal",
  callback_id: "words",
  title: { type: "plain_text", text: "Words" },
  submit: { type: "plain_text", text: "Send" },
  blocks: [
    {
      type: "input",
      block_id: "word",
      label: { type: "plain_text", text: "A word" },
      element: { type: "plain_text_input", action_id: "text" },
    },
  ],
};

const options = { slackApiUrl: SLACK_API_URL };
const client = new WebClient(SLACK_BOT_TOKEN, options);
const app = new bolt.App({
  token: SLACK_BOT_TOKEN,
  appToken: SLACK_APP_TOKEN,
  socketMode: true,
  clientOptions: options,
  logLevel: "error",
});

function done(step, ...details) {
  console.log([step, ...details].join(" "));
}

function check(holds, sentence) {
  if (!holds) throw new Error(sentence);
}

async function act(what) {
  const body = JSON.stringify({ as: PERSON, channel: CHANNEL, ...what });
  const answer = await (await fetch(CONTROL, { method: "POST", body, headers: { "Content-Type": "application/json" } })).json();
  check(answer.ok, `${what.do} was refused: ${answer.error}`);
  return answer;
}

function later() {
  const one = {};
  one.promise = new Promise((resolve) => {
    one.resolve = resolve;
  });
  return one;
}

const [opened, submitted, reacted] = [later(), later(), later()];

app.action("press", async ({ ack, body, client: bot }) => {
  await ack();
  opened.resolve((await bot.views.open({ trigger_id: body.trigger_id, view: FORM })).view);
});
app.view("words", async ({ ack, view }) => {
  await ack();
  submitted.resolve(view.state.values.word.text.value);
});
app.command("/tally", async ({ ack }) => ack("Counted"));
app.event("reaction_added", async ({ event }) => reacted.resolve(event.reaction));

async function main() {
  await app.start();
  done("connected");

  const { ts } = await client.chat.postMessage({ channel: CHANNEL, text: "First", blocks: [BUTTON] });
  done("posted");
  const updated = await client.chat.update({ channel: CHANNEL, ts, text: "Second", blocks: [BUTTON] });
  done("updated", updated.text);

  await act({ do: "click", ts, block_id: "buttons", action_id: "press" });
  const view = await opened.promise;
  done("pressed");
  await act({ do: "submit", view_id: view.id, values: { word: { text: "Hello" } } });
  done("submitted", await submitted.promise);

  const { answer } = await act({ do: "command", text: "/tally" });
  done("answered", answer.text);

  await client.reactions.add({ channel: CHANNEL, timestamp: ts, name: "eyes" });
  await act({ do: "react", ts, name: "tada" });
  done("reacted", await reacted.promise);

  const upload = await client.filesUploadV2({ channel_id: CHANNEL, file: Buffer.from("a,b\n1,2\n"), filename: "a.csv" });
  const [file] = upload.files.flatMap((step) => step.files);
  done("uploaded", (await client.files.info({ file: file.id })).file.name);

  const names = [];
  let pages = 0;
  for await (const page of client.paginate("users.list", { limit: 1 })) {
    names.push(...page.members.map((member) => member.name));
    pages += 1;
  }
  done("paged", pages, names.sort().join(","));

  const refusal = await client.chat.postMessage({ channel: "C0", text: "Nowhere" }).catch((error) => error.data.error);
  done("refused", refusal);
  await app.stop();
  done("stopped");
}

try {
  await main();
} catch (error) {
  console.error(error);
  process.exit(1);
}
