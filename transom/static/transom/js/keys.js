// Keys. An element offers itself with `data-key`: a sign, or two with a space between for one after the other ("g m").
// What can be pressed is pressed, the rest gets focus. Inside `data-keys-within` the keys count only while focus is there.
// Elements are looked for when a key comes, so whatever is put into the page has its keys at once. Nothing of this happens
// while someone types. `data-command` beside it is what the element is called in the list of keys and in the palette.

import { isBeside, openRow, rows } from "./rows.js";

const OFF = "transom.keys.off";
const WAIT = 1500;
const mac = /Mac|iP(hone|ad)/.test(navigator.platform);
const root = document.documentElement;
const dialog = document.querySelector("[data-keys-dialog]");
const toggle = document.querySelector("[data-keys-switch]");

let first = "";
let waiting = 0;

const isOff = () => root.dataset.keys === "off";

function typing(target) {
  return target.isContentEditable || target.matches("textarea, select, input:not([type=radio], [type=checkbox])");
}

/** Can it be used here and now? What a closed sheet hides can: using it opens the sheet. */
export function offered(element) {
  if (element.matches(":disabled") || element.closest("dialog, [hidden], template")) return false;
  if (element.matches("[data-back]") && element.closest('[data-step="list"]')) return false;
  if (element.checkVisibility() || element.dataset.commandAlways !== undefined) return true;
  const sheet = element.closest(".sheet");
  return Boolean(sheet && !sheet.checkVisibility() && !element.closest("details:not([open]) > :not(summary)"));
}

/** Does what pressing or choosing this element does, and shows it first where it has to be seen. */
export function use(element) {
  if (element.matches("a, button, [data-palette-open]")) return element.click();
  reveal(element);
  if (element.matches("summary")) open(element.parentElement);
  else if (element.matches("[type=radio]")) {
    element.click();
    (element.form?.querySelector("[data-composer-body]") ?? element).focus();
  } else if (element.matches("[type=checkbox]")) element.click();
  else if (element.matches("[data-keys-within]")) element.querySelector("button, a, select, summary")?.focus();
  else element.focus();
}

function reveal(element) {
  const sheet = element.closest(".sheet");
  if (sheet && !sheet.checkVisibility()) sheet.showPopover();
  for (let fold = element.parentElement?.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
}

// What is unfolded to be changed is where one writes next: the letters typed there are words, not keys.
document.addEventListener("click", (event) => {
  const fold = event.target.closest?.("details.edit > summary")?.parentElement;
  if (fold && !fold.open) setTimeout(() => fold.open && open(fold));
});

function open(details) {
  details.open = true;
  // A choice that is made already is passed over: what is left is to write.
  const written = details.querySelector("[type=radio]:checked") && details.querySelector("textarea, input:not([type=hidden], [type=radio], [type=checkbox])");
  (written || details.querySelector("select, textarea, input:not([type=hidden]), button"))?.focus();
  details.scrollIntoView({ block: "nearest" });
}

function press(key) {
  for (const element of document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)) {
    const fence = element.parentElement.closest("[data-keys-within]");
    if (!offered(element) || (fence && !fence.contains(document.activeElement))) continue;
    const other = otherRow(element);
    if (other) openRow(other);
    else use(element);
    return true;
  }
  return false;
}

/** The row that has the focus, where the element acts on the ticket of another one: what one looks at is opened first. */
function otherRow(element) {
  const link = document.activeElement.closest?.(".row")?.querySelector("[data-row]");
  return link && link.ariaCurrent !== "true" && element.closest("#main-pane, #panel-body") ? link : null;
}

function step(by) {
  const links = rows();
  if (!links.length) return false;
  const focused = links.findIndex((link) => link.closest(".row").contains(document.activeElement));
  const at = focused >= 0 ? focused : links.findIndex((link) => link.ariaCurrent === "true");
  const next = links[at < 0 ? 0 : at + by];
  if (!next) return true;
  if (!isBeside()) openRow(next);
  else {
    next.focus({ focusVisible: true });
    next.closest(".row").scrollIntoView({ block: "nearest" });
  }
  return true;
}

/** The row that the keys mean: the focused one, else the one whose ticket is shown. */
function meant() {
  return document.activeElement.closest?.(".row") ?? document.querySelector('[data-row][aria-current="true"]')?.closest(".row");
}

const own = {
  j: () => step(1),
  k: () => step(-1),
  o: () => openRow(meant()?.querySelector("[data-row]")),
  x: () => tick(meant()?.querySelector('input[name="tickets"]')),
  "?": () => showKeys(),
};

function tick(element) {
  element?.click();
  return Boolean(element);
}

function single(event) {
  const key = first ? `${first} ${event.key}` : event.key;
  clearTimeout(waiting);
  first = "";
  if (press(key) || own[key]?.()) return true;
  if (!document.querySelector(`[data-key^="${CSS.escape(event.key)} "]`)) return false;
  first = event.key;
  waiting = setTimeout(() => (first = ""), WAIT);
  return true;
}

const folded = (element) => element.closest("details.edit[open], [data-keys-within] details[open]");

/** Escape closes what the focus is unfolded in, and leaves it there, so that the next key still means the same row. */
function foldUp(target) {
  const fold = folded(target);
  if (!fold) return false;
  fold.open = false;
  fold.querySelector("summary").focus();
  return true;
}

// In a field: Escape leaves it, Ctrl or Cmd with Enter sends what it belongs to, Enter in a choice takes it.
function inField(event) {
  const { target, key } = event;
  const form = target.form;
  if (key === "Escape") return target.blur(), true;
  if (key !== "Enter" || !form || form.matches("[data-composer], [method=dialog]")) return false;
  const sends = (target.matches("textarea") && (event.ctrlKey || event.metaKey)) || (target.matches("select") && folded(form));
  if (sends) form.requestSubmit(form.querySelector("button:not([type=button], [disabled])"));
  return Boolean(sends);
}

document.addEventListener("keydown", (event) => {
  const { target } = event;
  const within = target.closest?.("dialog");
  const left = within && !within.open; // what was closed just now keeps the focus until the browser draws again
  if (event.defaultPrevented || event.isComposing || (within && !left)) return;
  if (event.key === "Escape" && !left && foldUp(target)) return event.preventDefault();
  if (!left && typing(target)) {
    if (inField(event)) event.preventDefault();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || isOff() || document.querySelector("dialog[open]")) return;
  if (event.key.length === 1 && event.key !== " " && single(event)) event.preventDefault();
});

// The list of keys is made when it is asked for, of what this page offers just then.
function showKeys() {
  toggle.checked = !isOff();
  for (const line of dialog.querySelectorAll("[data-keys-if]")) line.hidden = !document.querySelector(line.dataset.keysIf);
  const list = dialog.querySelector("[data-keys-here]");
  list.replaceChildren(...lines(dialog.querySelector("template")));
  dialog.showModal();
  return true;
}

function lines(template) {
  const told = new Map();
  for (const element of document.querySelectorAll("[data-key][data-command]")) {
    const fence = element.parentElement.closest("[data-keys-within]");
    const key = [fence?.dataset.key, element.dataset.key].filter(Boolean).join(" ");
    if (offered(element) && !told.has(key)) told.set(key, element.dataset.command);
  }
  return [...told].map(([key, words]) => {
    const line = template.content.firstElementChild.cloneNode(true);
    line.querySelector("dt").append(
      ...key.split(" ").map((sign) => Object.assign(document.createElement("kbd"), { className: "key", textContent: sign })),
    );
    line.querySelector("dd").textContent = words;
    return line;
  });
}

export function start(part) {
  if (mac) for (const hint of part.querySelectorAll("[data-ctrl]")) hint.textContent = hint.textContent.replace("Ctrl", "⌘");
  for (const opener of part.querySelectorAll("[data-keys-open]")) {
    opener.hidden = false;
    opener.addEventListener("click", showKeys);
  }
}

if (dialog) {
  if (localStorage.getItem(OFF)) root.dataset.keys = "off";
  toggle.addEventListener("change", () => {
    if (toggle.checked) {
      localStorage.removeItem(OFF);
      delete root.dataset.keys;
    } else {
      localStorage.setItem(OFF, "1");
      root.dataset.keys = "off";
    }
  });
}
