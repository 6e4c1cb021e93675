// Block Kit: every block by its type. What is not known gets a quiet placeholder, so that nothing vanishes unseen.

import { h, uid } from "../dom.js";
import { drawElement } from "../elements/index.js";
import { icon } from "../icons.js";
import { markdown } from "../markdown.js";
import { mrkdwn, plain } from "../mrkdwn.js";
import { picture } from "../pictures.js";
import { richText } from "../richtext.js";
import { chart } from "./charts.js";
import { input } from "./input.js";
import { dataTable, table } from "./tables.js";

const DRAW = {
  actions: (block, surface) => h("div.block.block-actions", {}, elements(block, surface)),
  context,
  context_actions: (block, surface) => h("div.block.block-actions.slight", {}, elements(block, surface)),
  data_table: dataTable,
  data_visualization: chart,
  divider: () => h("hr.block-divider"),
  file: () => null,
  header,
  image,
  input,
  markdown: (block) => h("div.block.block-markdown", { dir: "auto" }, markdown(block.text)),
  rich_text: (block) => h("div.block.block-rich", {}, richText(block)),
  section,
  table,
};

/** Blocks as nodes, in order. */
export function drawBlocks(blocks, surface) {
  return (blocks ?? []).map((block) => (DRAW[block.type] ?? unknown)(block, surface)).filter(Boolean);
}

function unknown(block) {
  return h(
    "p.block.unknown",
    {},
    icon("file"),
    `A “${String(block.type).replaceAll("_", " ")}” block, which can't be shown here`,
  );
}

/** A text object: mrkdwn or plain. */
function words(text) {
  return text.type === "mrkdwn" ? mrkdwn(text.text) : plain(text.text, text.emoji !== false);
}

function elements(block, surface) {
  return block.elements.map((element) => drawElement(element, { surface, block: block.block_id }));
}

function header(block) {
  return h("h3.block.block-header", { dir: "auto" }, words(block.text));
}

/** The text names the control beside it: "Rooms", say, for a menu that only shows what is chosen. */
function section(block, surface) {
  const text = block.text && h("div.section-text", { dir: "auto", id: uid("text") }, words(block.text));
  const fields =
    block.fields &&
    h(
      "div.section-fields",
      {},
      block.fields.map((one) => h("div", { dir: "auto" }, words(one))),
    );
  const spot = { surface, block: block.block_id, name: text?.textContent.trim().split("\n")[0] };
  const beside =
    block.accessory &&
    h(`div.accessory.accessory-${block.accessory.type}`, {}, drawElement(block.accessory, spot));
  return h("div.block.block-section", {}, h("div.section-body", {}, text, fields), beside);
}

function context(block) {
  const part = (element) =>
    element.type === "image" ? picture(element, "small") : h("span", { dir: "auto" }, words(element));
  return h("div.block.block-context", {}, block.elements.map(part));
}

function image(block) {
  return h(
    "figure.block.block-image",
    {},
    block.title && h("figcaption", { dir: "auto" }, words(block.title)),
    picture(block),
  );
}
