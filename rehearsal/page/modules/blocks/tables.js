// Tables. The first row is the heading, as in Slack; a wide table scrolls by itself, never the page.

import { h } from "../dom.js";
import { mrkdwn, plain } from "../mrkdwn.js";
import { richText } from "../richtext.js";

function cell(content) {
  if (content.type === "rich_text") return richText(content);
  if (content.type === "mrkdwn") return mrkdwn(content.text);
  return plain(content.text ?? content.value ?? "");
}

const heads = { 0: ["th", { scope: "col" }] };

function draw(rows, { settings = [], caption, rowHead }) {
  const column = (content, row, at) => {
    const [tag, attributes] = heads[row] ?? (at === rowHead ? ["th", { scope: "row" }] : ["td", {}]);
    const { align = content.type === "raw_number" ? "right" : "left", is_wrapped: wrapped } =
      settings[at] ?? {};
    return h(`${tag}.align-${align}${wrapped ? ".wrapped" : ""}`, attributes, cell(content));
  };
  const lines = rows.map((cells, row) =>
    h(
      "tr",
      {},
      cells.map((content, at) => column(content, row, at)),
    ),
  );
  // Focusable, so that the arrow keys can scroll it.
  return h(
    "div.block.block-table",
    { tabindex: "0", role: "region", "aria-label": caption ?? "Table" },
    h(
      "table",
      {},
      caption && h("caption", {}, caption),
      h("thead", {}, lines[0]),
      h("tbody", {}, lines.slice(1)),
    ),
  );
}

export function table(block) {
  return draw(block.rows ?? [], { settings: (block.column_settings ?? []).map((one) => one ?? {}) });
}

export function dataTable(block) {
  return draw(block.rows ?? [], { caption: block.caption, rowHead: block.row_header_column_index });
}
