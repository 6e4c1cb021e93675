// Charts, drawn as what they say: a name, a bar and a number for each point, one list for each series.

import { h } from "../dom.js";

function list(name, points, most) {
  const rows = points.map(({ label, value }) =>
    h(
      "tr",
      {},
      h("th", { scope: "row", dir: "auto" }, label),
      h("td", {}, h("meter", { min: "0", max: String(most || 1), value: String(value), "aria-hidden": "true" })),
      h("td.align-right", {}, String(value)),
    ),
  );
  return h("table", {}, h("caption", { dir: "auto" }, name), h("tbody", {}, rows));
}

export function chart(block) {
  const { segments, series } = block.chart;
  const all = segments ? [{ name: block.title, data: segments }] : series;
  const most = Math.max(...all.flatMap((one) => one.data.map((point) => point.value)));
  return h(
    "div.block.block-table.block-chart",
    { tabindex: "0", role: "region", "aria-label": block.title },
    all.map((one) => list(all.length > 1 ? one.name : block.title, one.data, most)),
  );
}
