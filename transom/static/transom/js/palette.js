// The palette: one box that finds and does. It lists what the page offers (`data-command`), where the rail leads, and what
// the server answers. What was used last comes first. Its words stand in the page.

import { offered, use } from "./keys.js";
import { leaveFor, visit } from "./navigate.js";
import { marked, order } from "./matching.js";
import "./own.js";

const PAUSE = 60;
const SHOWN = 40;
const RECENT = "transom.palette.recent";
const REMEMBERED = 12;
const FIRST = 4;
const GROUPS = ["recent", "ticket", "here", "go", "found"];

const dialog = document.querySelector("[data-palette]");
const input = dialog?.querySelector("[role=combobox]");
const list = dialog?.querySelector("[role=listbox]");
const none = dialog?.querySelector(".palette-none");

let commands = [];
let found = [];
let options = [];
let at = 0;
let asked = null;
let timer = 0;

const remembered = () => JSON.parse(localStorage.getItem(RECENT) ?? "[]");

function remember({ id, label, href }) {
  const others = remembered().filter((item) => item.id !== id);
  localStorage.setItem(RECENT, JSON.stringify([{ id, label, href }, ...others].slice(0, REMEMBERED)));
}

function gather() {
  const told = new Map();
  for (const element of document.querySelectorAll("[data-command]:not([data-keys-within])")) {
    const label = element.dataset.command;
    if (!offered(element) || element.matches("[data-palette-open]")) continue;
    const group = element.closest("#main-pane, #panel-body") ? "ticket" : element.closest(".rail") ? "go" : "here";
    const fence = element.parentElement.closest("[data-keys-within]");
    const key = [fence?.dataset.key, element.dataset.key].filter(Boolean).join(" ");
    const id = `${group}:${label}`;
    if (!told.has(id)) told.set(id, { id, label, group, key, run: () => use(element) });
  }
  return [...told.values()].sort((one, other) => GROUPS.indexOf(one.group) - GROUPS.indexOf(other.group));
}

// What is shown for these words, in groups in their order.
function fitting(query) {
  const recent = remembered();
  const place = (item) => (recent.findIndex(({ id }) => id === item.id) + 1 || Infinity);
  if (query) {
    const number = query.match(/^#?(\d{1,15})$/)?.[1];
    const fits = order(commands, query, place);
    return [...(number ? [jump(number)] : []), ...fits.slice(0, SHOWN), ...found];
  }
  const known = new Map(commands.map((item) => [item.id, item]));
  const again = recent.map((item) => known.get(item.id) ?? (item.href && led(item))).filter(Boolean).slice(0, FIRST);
  return [...again.map((item) => ({ ...item, group: "recent" })), ...commands.filter((item) => !again.some(({ id }) => id === item.id))];
}

const led = ({ id, label, href }) => ({ id, label, href, group: "found", run: () => go(href) });

function jump(number) {
  const href = dialog.dataset.ticketUrl.replace("/0/", `/${number}/`);
  return { ...led({ id: href, label: dialog.dataset.openTicket.replace("{}", number), href }), group: "go", score: 100 };
}

const go = (href) => (/^\/tickets\/\d+\//.test(href) ? visit(href) : leaveFor(href));

function show() {
  const query = input.value.trim();
  const chosen = at ? options[at]?.id : null;
  const drawn = new Map(GROUPS.map((group) => [group, []]));
  for (const item of fitting(query)) drawn.get(item.group).push(item);
  const filled = [...drawn].filter(([, items]) => items.length);
  if (query) filled.sort(([, [one]], [, [other]]) => (other.score ?? 0) - (one.score ?? 0));
  options = filled.flatMap(([, items]) => items);
  list.replaceChildren(...filled.map(([group, items]) => drawnGroup(group, items, query)));
  none.hidden = options.length > 0;
  none.textContent = dialog.dataset.none;
  const kept = chosen ? options.findIndex(({ id }) => id === chosen) : -1;
  choose(kept > 0 ? kept : 0);
}

function drawnGroup(group, items, query) {
  const part = dialog.querySelector(`[data-group="${group}"]`).content.firstElementChild.cloneNode(true);
  part.append(...items.map((item) => drawnOption(item, query)));
  return part;
}

function drawnOption(item, query) {
  const place = options.indexOf(item);
  const node = item.node ?? dialog.querySelector("[data-option]").content.firstElementChild.cloneNode(true);
  if (!item.node) {
    node.firstElementChild.append(...marked(item.label, query));
    for (const sign of item.key?.split(" ") ?? []) if (sign) node.append(key(sign));
  }
  node.id = `palette-${place}`;
  node.dataset.place = place;
  return node;
}

const key = (sign) => Object.assign(document.createElement("kbd"), { className: "key", textContent: sign, ariaHidden: "true" });

function choose(place) {
  at = Math.max(0, Math.min(place, options.length - 1));
  for (const node of list.querySelectorAll("[role=option]")) {
    const chosen = node.dataset.place === String(at);
    node.ariaSelected = String(chosen);
    if (chosen) node.scrollIntoView({ block: "nearest" });
  }
  if (options.length) input.setAttribute("aria-activedescendant", `palette-${at}`);
  else input.removeAttribute("aria-activedescendant");
}

async function ask() {
  asked?.abort();
  const query = input.value.trim();
  if (!query || !dialog.dataset.answers) return hear([]);
  asked = new AbortController();
  const ticket = location.pathname.match(/^\/tickets\/(\d+)\//)?.[1] ?? "";
  try {
    const words = new URLSearchParams({ q: query, ticket });
    const answer = await fetch(`${dialog.dataset.answers}?${words}`, { signal: asked.signal, headers: { "HX-Request": "true" } });
    if (answer.ok && !answer.redirected) hear(read(await answer.text()));
  } catch (error) {
    if (error.name !== "AbortError") hear([]);
  }
}

function hear(answers) {
  found = answers;
  show();
  const { one, many, none: nothing } = dialog.dataset;
  const words = options.length === 1 ? one : options.length ? many.replace("{}", options.length) : nothing;
  dialog.querySelector("[role=status]").textContent = input.value ? words : "";
}

function read(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  return [...page.querySelectorAll("[role=option]")].map((answer) => {
    const node = document.adoptNode(answer);
    node.classList.add("palette-option");
    const { href, post } = node.dataset;
    const label = (node.dataset.label ?? node.textContent).trim().replace(/\s+/g, " ");
    return { id: href ?? post, label, href, node, group: "found", run: () => (post ? send(post) : go(href)) };
  });
}

// Goes the way of the ticket's own forms: what was typed is kept first, and the page comes back in place.
function send(url) {
  const form = document.createElement("form");
  const seen = document.querySelector('#main-pane [name="seen"]')?.cloneNode();
  const token = document.querySelector('[name="csrfmiddlewaretoken"]')?.cloneNode();
  Object.assign(form, { method: "post", action: url, hidden: true });
  form.append(...[seen, token].filter(Boolean));
  document.querySelector("#main-pane").append(form);
  form.requestSubmit();
}

function run(place) {
  const item = options[place];
  if (!item) return;
  remember(item);
  dialog.close();
  item.run();
}

function open(words = "") {
  if (dialog.open) return dialog.close();
  for (const other of document.querySelectorAll(".sheet:popover-open")) other.hidePopover();
  commands = gather();
  found = [];
  at = 0;
  input.value = words;
  dialog.showModal();
  input.focus();
  show();
  if (words) ask();
}

// Before the composer hears it, which makes a link of selected words by the same keys.
function byKeys(event) {
  if (!dialog || event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
  const { target } = event;
  if (target.matches("textarea") && target.selectionStart !== target.selectionEnd) return;
  event.preventDefault();
  event.stopPropagation();
  open();
}

document.addEventListener("keydown", byKeys, { capture: true });

// A press opens it, and so do letters that are typed into the box; to come by with Tab does not.
export function start(root) {
  for (const box of root.querySelectorAll("[data-palette-open]")) {
    box.hidden = false;
    box.addEventListener("mousedown", (event) => event.preventDefault());
    box.addEventListener("click", () => open());
    box.addEventListener("input", () => {
      const words = box.value;
      box.value = "";
      open(words);
    });
  }
}

if (dialog) {
  input.addEventListener("input", () => {
    at = 0;
    show();
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    if (event.key === "Enter") run(at);
    else if (event.key in steps) choose(at + steps[event.key]);
    else return;
    event.preventDefault();
  });
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) run(Number(option.dataset.place));
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("mousemove", (event) => {
    const option = event.target.closest("[role=option]");
    if (option && option.ariaSelected !== "true") choose(Number(option.dataset.place));
  });
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => asked?.abort());
}
