// Images and files. Only what lies on this machine is fetched; a picture from elsewhere is named and linked instead.

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { link } from "./links.js";
import { plain } from "./mrkdwn.js";
import { workspace } from "./state.js";

const HERE = /^(127\.0\.0\.1|localhost)$/;

function isLocal(url) {
  try {
    const address = new URL(url, location.href);
    return (
      address.origin === location.origin ||
      HERE.test(address.hostname) ||
      ["data:", "blob:"].includes(address.protocol)
    );
  } catch {
    return false;
  }
}

/** Slack's images come by address or as a file that was uploaded before. */
function addressOf(image) {
  if (image.image_url) return image.image_url;
  return image.slack_file?.url ?? fileById(image.slack_file?.id)?.url_private;
}

function fileById(id) {
  for (const log of workspace.logs.values()) {
    for (const message of log.byTs.values()) {
      const file = message.files?.find((one) => one.id === id);
      if (file) return file;
    }
  }
  return undefined;
}

/** An image with its alternative text; `size` is "element" for the small ones beside a text. */
export function picture(image, size = "block") {
  const url = addressOf(image);
  const alt = plain(image.alt_text ?? "");
  if (!url || !isLocal(url))
    return h(
      `span.picture-elsewhere.${size}`,
      {},
      icon("file"),
      h("span", {}, url ? link(url, alt || "A picture") : alt || "A picture"),
    );
  const node = h(`img.picture.${size}`, { src: url, alt, loading: "lazy" });
  node.addEventListener("error", () =>
    node.replaceWith(
      h(`span.picture-elsewhere.${size}`, {}, icon("file"), alt || "A picture that can't be shown"),
    ),
  );
  return node;
}

const UNITS = ["bytes", "KB", "MB", "GB"];

function sizeOf(bytes) {
  if (!bytes) return "";
  const step = Math.min(Math.floor(Math.log10(bytes) / 3), UNITS.length - 1);
  return `${(bytes / 1000 ** step).toFixed(step ? 1 : 0)} ${UNITS[step]}`;
}

/** A file of a message: a picture is shown, anything else is a card to open. */
export function file(one) {
  if (one.mode === "tombstone") return h("p.muted", {}, "This file was deleted.");
  const title = one.title || one.name || "A file";
  const url = one.url_private ?? one.url_private_download ?? one.permalink ?? "";
  if (one.mimetype?.startsWith("image/") && isLocal(url)) {
    return h(
      "figure.file-picture",
      {},
      h(
        "a",
        { href: url, target: "_blank", rel: "noopener" },
        picture({ image_url: url, alt_text: one.alt_txt || title }),
      ),
      h("figcaption", { dir: "auto" }, title),
    );
  }
  const details = [one.pretty_type || one.filetype?.toUpperCase(), sizeOf(one.size)]
    .filter(Boolean)
    .join(" · ");
  return h(
    "a.file-card",
    { href: url || null, target: "_blank", rel: "noopener", download: one.name },
    icon("file"),
    h("span", {}, h("strong", { dir: "auto" }, title), h("small", {}, details)),
  );
}
