// The composer: Ctrl or Cmd with Enter sends what it holds, as the button that shows would; with Shift it goes on to the
// next ticket. A reply and a note are two drafts: each tab has its own words and files.

import { changed, keep, opened, saveEmptied } from "./drafts.js";

const mac = /Mac|iP(hone|ad)/.test(navigator.platform);
const visible = (form, what) => [...form.querySelectorAll(what)].find((one) => one.checkVisibility());

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat) return;
  const form = event.target.closest?.("[data-composer]");
  if (!form) return;
  const next = event.shiftKey && kindOf(form) === "reply" && form.querySelector("[data-composer-next]");
  const button = next || visible(form, "[data-composer-send]");
  if (!button) return;
  event.preventDefault();
  form.requestSubmit(button);
});

export const kindOf = (form) => form.querySelector('[name="kind"]:checked')?.value ?? "reply";

export function start(root) {
  if (mac) {
    for (const hint of root.querySelectorAll("[data-mod-key]")) hint.textContent = hint.dataset.modKey ? "⌘ ⇧ ↵" : "⌘ ↵";
  }
  root.querySelectorAll("[data-composer]").forEach(bind);
}

function bind(form) {
  const body = form.querySelector("[data-composer-body]");
  const other = form.querySelector("[data-other-kind]");
  const bring = form.querySelector("[data-composer-bring]");
  for (const radio of form.querySelectorAll('[name="kind"]')) radio.addEventListener("change", swap);
  form.querySelector("[data-bring-words]").addEventListener("click", move);
  body.addEventListener("input", () => (bring.hidden = true));
  if (location.hash === "#composer" && form.dataset.cameBack !== undefined) body.focus();

  function swap() {
    const kind = kindOf(form);
    if (other.dataset.otherKind !== kind) return;
    const left = kind === "note" ? "reply" : "note";
    keep(form, left);
    [body.value, other.value] = [other.value, body.value];
    other.dataset.otherKind = left;
    for (const kept of form.querySelectorAll("[data-kept-of]")) kept.disabled = kept.dataset.keptOf !== kind;
    opened(form, kind);
    bring.hidden = Boolean(body.value.trim()) || !other.value.trim();
    for (const words of bring.querySelectorAll("[data-bring]")) words.hidden = words.dataset.bring !== left;
    form.dispatchEvent(new CustomEvent("composer:kind", { bubbles: true, detail: { kind } }));
  }

  function move() {
    const left = other.dataset.otherKind;
    body.value = other.value;
    other.value = "";
    saveEmptied(form, left);
    bring.hidden = true;
    body.focus();
    changed(form);
  }
}
