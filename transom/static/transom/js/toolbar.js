// Formats what is marked in the composer as Markdown, by button or by Ctrl or Cmd with B, I, K; and shows how it will look.

import { ask, nodes } from "./ask.js";

const AROUND = { bold: "**", italic: "_", code: "`" };
const BEFORE = { list: "- ", quote: "> " };

export function start(root) {
  for (const form of root.querySelectorAll("[data-composer]")) bind(form);
}

function bind(form) {
  const tools = form.querySelector("[data-composer-tools]");
  const body = form.querySelector("[data-composer-body]");
  tools.hidden = false;
  tools.addEventListener("click", (event) => {
    const tool = event.target.closest("[data-tool]");
    if (tool) format(body, tool.dataset.tool);
  });
  tools.addEventListener("keydown", (event) => along(tools, event));
  body.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    const tool = tools.querySelector(`[data-tool-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!tool) return;
    event.preventDefault();
    event.stopPropagation();
    format(body, tool.dataset.tool);
  });
  body.addEventListener("keydown", (event) => event.key === "Enter" && !event.ctrlKey && !event.metaKey && goOn(body, event));
  look(form, body, tools.querySelector("[data-composer-look]"));
}

function along(tools, event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const all = [...tools.querySelectorAll("button")];
  const next = all[(all.indexOf(document.activeElement) + step + all.length) % all.length];
  for (const one of all) one.tabIndex = one === next ? 0 : -1;
  next.focus();
  event.preventDefault();
}

// Typed as if by hand, so that the browser's own undo takes it back.
function type(body, from, to, text) {
  body.focus();
  body.setSelectionRange(from, to);
  if (!document.execCommand("insertText", false, text)) {
    body.setRangeText(text, from, to, "end");
    body.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function format(body, tool) {
  const { selectionStart: from, selectionEnd: to, value } = body;
  const marked = value.slice(from, to);
  if (tool === "link") return link(body, from, to, marked);
  if (BEFORE[tool]) return lines(body, from, to, BEFORE[tool]);
  if (tool === "code" && marked.includes("\n")) {
    type(body, from, to, `\`\`\`\n${marked}\n\`\`\``);
    return body.setSelectionRange(from + 4, from + 4 + marked.length);
  }
  const sign = AROUND[tool];
  const has = value.slice(from - sign.length, from) === sign && value.slice(to, to + sign.length) === sign;
  if (has) {
    type(body, from - sign.length, to + sign.length, marked);
    return body.setSelectionRange(from - sign.length, to - sign.length);
  }
  type(body, from, to, sign + marked + sign);
  return body.setSelectionRange(from + sign.length, to + sign.length);
}

function link(body, from, to, marked) {
  const isAddress = /^https?:\/\/\S+$/.test(marked);
  type(body, from, to, isAddress ? `[](${marked})` : `[${marked}](https://)`);
  const at = isAddress ? from + 1 : from + marked.length + 3;
  body.setSelectionRange(at, isAddress ? at : at + "https://".length);
}

function lines(body, from, to, sign) {
  const begin = body.value.lastIndexOf("\n", from - 1) + 1;
  const marked = body.value.slice(begin, to).split("\n");
  const all = marked.every((line) => line.startsWith(sign));
  const text = marked.map((line) => (all ? line.slice(sign.length) : sign + line)).join("\n");
  type(body, begin, to, text);
  body.setSelectionRange(begin + text.length, begin + text.length);
}

// A list goes on with its next line, and ends at an empty one.
function goOn(body, event) {
  if (event.shiftKey || event.isComposing || event.defaultPrevented || body.selectionStart !== body.selectionEnd) return;
  const at = body.selectionStart;
  const begin = body.value.lastIndexOf("\n", at - 1) + 1;
  const item = body.value.slice(begin, at).match(/^(\s*)([-*]|(\d+)\.) (.*)$/);
  if (!item) return;
  event.preventDefault();
  if (!item[4].trim()) return type(body, begin, at, "");
  type(body, at, at, `\n${item[1]}${item[3] ? `${Number(item[3]) + 1}.` : item[2]} `);
}

function look(form, body, button) {
  const shown = form.querySelector("[data-composer-preview]");
  const show = (on) => {
    shown.hidden = !on;
    body.hidden = on;
    button.setAttribute("aria-pressed", on);
    (on ? shown : body).focus();
  };
  button.addEventListener("click", async () => {
    if (!shown.hidden) return show(false);
    const said = new URLSearchParams({ body: body.value });
    const answer = await ask(button.dataset.composerLook, { method: "POST", body: said }).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    shown.replaceChildren(nodes(await answer.text()));
    show(true);
  });
  form.addEventListener("composer:kind", () => shown.hidden || show(false));
}
