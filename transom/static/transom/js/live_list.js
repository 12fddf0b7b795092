// Lists as they change. A row that is there is made anew where it stands, one that left the list is struck and stays, and
// what is new waits behind the bar, unless it comes after all others and pushes nothing. While somebody points at a row
// or has focus in the list, rows keep their height, so that nothing moves.

import { settings } from "./live.js";
import { markRows } from "./presence.js";

const BETWEEN = 2_000; // two questions about rows
const RAIL = 8_000; // two questions about counts
const MOST = 100;

const waiting = new Set(); // numbers to ask for
const behindBar = new Set();
let everything = false;
let asking, counting;
let askedAt = 0;
let countedAt = 0;

const bar = () => document.querySelector("[data-live-list]");
const list = () => bar()?.closest(".list-pane").querySelector("[data-rows]");
const rowOf = (number) => document.querySelector(`[data-rows] > #row-${number}`);
const numberOf = (row) => Number(row.id.slice("row-".length));
const isHeld = (rows) => rows.matches(":hover, :focus-within");

document.addEventListener("live:tickets", ({ detail: { numbers, many } }) => {
  everything ||= many;
  for (const number of numbers) waiting.add(number);
  if (bar()) asking ??= setTimeout(ask, Math.max(0, BETWEEN - (Date.now() - askedAt)));
  counting ??= setTimeout(count, Math.max(500, RAIL - (Date.now() - countedAt)));
});

document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  if (waiting.size || everything) asking ??= setTimeout(ask);
  counting ??= setTimeout(count);
});

async function fetchRows(numbers) {
  const url = new URL(bar().dataset.liveList, location.href);
  const shown = [...list()?.children ?? []];
  url.searchParams.set("numbers", numbers.join(","));
  if (shown.length) url.searchParams.set("last", numberOf(shown.at(-1)));
  const answer = await fetch(url).catch(() => null);
  if (!answer?.ok) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html").body.firstElementChild;
  return { rows: [...page.querySelectorAll("[data-rows] > .row")], behind: page.dataset.behind.split(",").map(Number) };
}

async function ask() {
  asking = null;
  if (document.hidden || !bar()) return;
  askedAt = Date.now();
  const shown = [...list()?.children ?? []].map(numberOf);
  const numbers = [...new Set(everything ? [...waiting, ...shown] : waiting)].slice(0, MOST);
  waiting.clear();
  everything = false;
  const here = bar();
  const found = await fetchRows(numbers);
  if (!found || here !== bar()) return;
  apply(numbers, found);
}

function apply(numbers, { rows, behind }) {
  const fresh = new Map(rows.map((row) => [numberOf(row), row]));
  let changed = 0;
  let left = 0;
  let added = 0;
  for (const number of numbers) {
    const [old, made] = [rowOf(number), fresh.get(number)];
    if (old && made) changed += renew(old, made);
    else if (old) left += strike(old);
    else if (!made) behindBar.delete(number);
  }
  for (const [number, made] of fresh) {
    if (rowOf(number)) continue;
    added += 1;
    if (!behind.includes(number)) behindBar.add(number);
    else if (!hasMore()) append(made);
  }
  markRows();
  showBar();
  tell({ added, changed, left });
}

const hasMore = () => Boolean(bar().closest(".list-pane").querySelector('.pager [rel="next"], .pager a'));

function append(made) {
  made.classList.add("is-changed");
  list().append(document.adoptNode(made));
}

// The link stays the element that it is, and so does whatever holds a tick: they may have focus.
function renew(old, made) {
  const height = old.offsetHeight;
  const same = old.textContent.replace(/\s+/g, "") === made.textContent.replace(/\s+/g, "");
  const link = old.querySelector(":scope > [data-row]");
  const fresh = made.querySelector(":scope > [data-row]");
  link.replaceChildren(...fresh.childNodes);
  link.href = fresh.getAttribute("href");
  const stays = (part) => part === link || part.matches("input, :has(input)");
  for (const part of [...old.children]) if (!stays(part)) part.remove();
  let isBefore = true;
  for (const part of [...made.children]) {
    if (part === fresh) isBefore = false;
    else if (part.matches("input, :has(input)")) seenAgain(old, part);
    else if (isBefore) link.before(document.adoptNode(part));
    else old.append(document.adoptNode(part));
  }
  old.classList.remove("is-gone");
  if (!same) old.classList.add("is-changed");
  if (!same) say(old, settings.changed, "only-heard");
  keepHeight(old, height);
  return same ? 0 : 1;
}

// Whoever ticks the row from now on has seen what it shows now; whoever ticked it before has not.
function seenAgain(old, part) {
  const tick = old.querySelector('input[name="tickets"]');
  const made = part.matches("input") ? part : part.querySelector("input");
  if (tick && !tick.checked && made.name === tick.name) tick.value = made.value;
}

function strike(row) {
  if (row.matches(".is-gone")) return 0;
  row.classList.remove("is-changed");
  row.classList.add("is-gone");
  say(row, settings.gone, "row-gone");
  return 1;
}

function say(row, words, kind) {
  const made = document.createElement("span");
  made.className = kind;
  made.textContent = words;
  row.querySelector(".row-line").append(made);
}

function keepHeight(row, height) {
  row.style.blockSize = "";
  row.classList.remove("is-held");
  if (row.offsetHeight === height || !isHeld(row.parentElement)) return;
  row.style.blockSize = `${height}px`;
  row.classList.add("is-held");
}

function letGo() {
  for (const row of document.querySelectorAll("[data-rows] > .row.is-held")) {
    if (isHeld(row.parentElement)) continue;
    row.style.blockSize = "";
    row.classList.remove("is-held");
  }
}

function showBar() {
  const button = bar().querySelector("[data-live-show]");
  const gone = document.querySelectorAll("[data-rows] > .row.is-gone").length;
  const said = [];
  if (behindBar.size) said.push(settings.new.replace("{count}", behindBar.size));
  if (gone) said.push(settings.left.replace("{count}", gone));
  button.hidden = !said.length;
  button.querySelector("[data-live-count]").textContent = said.join(", ");
}

function tell({ added, changed, left }) {
  const said = [];
  if (added) said.push(settings.new.replace("{count}", added));
  if (changed) said.push(settings.changed);
  if (left) said.push(settings.left.replace("{count}", left));
  if (said.length) bar().querySelector("[data-live-said]").textContent = said.join(", ");
}

// The reader asks for the list as it is now: in its order, without what left it.
async function showAll() {
  const rows = list();
  if (!rows) return location.reload();
  const found = await fetchRows([...new Set([...[...rows.children].map(numberOf), ...behindBar])]);
  if (!found || rows !== list()) return;
  const selected = rows.querySelector(".is-selected");
  const focused = rows.contains(document.activeElement) ? document.activeElement.closest(".row") : null;
  const made = found.rows.map((row) => rowOf(numberOf(row)) ?? document.adoptNode(row));
  for (const row of rows.querySelectorAll(".is-changed")) row.classList.remove("is-changed");
  if (selected && !made.includes(selected)) made.unshift(selected);
  rows.replaceChildren(...made);
  behindBar.clear();
  markRows();
  showBar();
  const first = found.rows.map((row) => rowOf(numberOf(row))).find((row) => row && !row.matches(".is-gone"));
  (focused?.isConnected ? focused : first)?.querySelector("[data-row]")?.focus();
}

async function count() {
  counting = null;
  if (document.hidden) return;
  countedAt = Date.now();
  const answer = await fetch(settings.rail).catch(() => null);
  if (!answer?.ok) return;
  const counts = await answer.json();
  for (const link of document.querySelectorAll(".rail-link")) {
    const words = counts[link.getAttribute("href")];
    if (words === undefined) continue;
    let number = link.querySelector(".rail-count");
    if (!number && words) {
      number = document.createElement("span");
      number.className = "rail-count";
      link.append(" ", number);
    }
    if (words) number.textContent = words;
    else number?.remove();
  }
}

document.addEventListener("click", (event) => event.target.closest?.("[data-live-show]") && showAll());
document.addEventListener("pointerout", () => requestAnimationFrame(letGo));
document.addEventListener("focusout", () => requestAnimationFrame(letGo));

export function start(root) {
  if (root.querySelector?.("[data-live-list]")) behindBar.clear();
}
