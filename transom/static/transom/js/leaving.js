// Counts down what is about to leave, in the bar that stays while tickets change and at its place in the thread, and says
// what became of it. The worker sends by its own clock: at zero the page asks.

import { ask, nodes } from "./ask.js";

const SHOWN = 6000;
const bar = () => document.querySelector("[data-leaving]");
let ticking = 0;
let stale = false;

export function start(root) {
  for (const row of root.querySelectorAll("[data-seconds]")) until(row, row.dataset.seconds);
  for (const words of root.querySelectorAll("[data-waiting-seconds]")) until(words, words.dataset.waitingSeconds);
  tick();
}

function until(element, seconds) {
  element.dataset.until ??= performance.now() + 1000 * Number(seconds);
}

const left = (element) => Math.ceil((Number(element.dataset.until) - performance.now()) / 1000);

function tick() {
  clearTimeout(ticking);
  const rows = document.querySelectorAll("[data-leaving-row], [data-waiting-seconds]");
  for (const row of rows) {
    const seconds = left(row);
    const words = row.querySelector("[data-leaving-words]") ?? row;
    if (seconds > 0) words.textContent = (words.dataset.leavingWords ?? words.dataset.waitingWords).replace("{n}", seconds);
    else if (row.dataset.leavingRow) ended(row, words);
  }
  if (rows.length) ticking = setTimeout(tick, 500);
}

async function ended(row, words) {
  if (row.dataset.asking) return;
  row.dataset.asking = "1";
  words.textContent = words.dataset.leavingNow;
  row.querySelector("button")?.remove();
  while (row.isConnected) {
    const answer = await ask(row.dataset.outcome).catch(() => null);
    if (answer?.status === 200) return outcome(row, nodes(await answer.text()).firstElementChild);
    if (answer && answer.status !== 204) return row.remove();
    await new Promise((done) => setTimeout(done, 1000));
  }
}

function outcome(row, words) {
  const article = document.querySelector(`[data-waiting="${row.dataset.leavingRow}"]`);
  row.replaceWith(words);
  if (words.dataset.said !== undefined) {
    if (article && document.getElementById(`message-${words.dataset.message}`)) article.remove(); // live updates were quicker
    else if (article) {
      article.classList.remove("is-leaving");
      article.querySelector("[data-waiting-seconds]").remove();
      article.querySelector("form").remove();
      article.removeAttribute("data-waiting");
      article.id = `message-${words.dataset.message}`;
    }
    setTimeout(() => words.remove(), SHOWN);
  } else {
    article?.remove();
    words.querySelector("a").addEventListener("click", () => setTimeout(() => words.remove(), 1000));
    const composer = document.querySelector(`[data-composer][data-ticket-number="${row.dataset.number}"]`);
    if (composer && !composer.elements.body.value.trim()) words.querySelector("a").click();
  }
  bar().tabIndex = -1;
}

async function refresh() {
  const place = bar();
  const answer = await ask(place.dataset.leaving).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const before = new Set([...place.querySelectorAll("[data-leaving-row]")].map((row) => row.dataset.leavingRow));
  const rows = nodes(await answer.text());
  for (const row of place.querySelectorAll("[data-leaving-row]")) if (!row.dataset.asking) row.remove();
  for (const row of [...rows.querySelectorAll("[data-leaving-row]")]) {
    if (place.querySelector(`[data-leaving-row="${row.dataset.leavingRow}"]`)) row.remove();
    else if (!before.has(row.dataset.leavingRow)) row.dataset.new = "";
  }
  place.append(rows);
  start(place);
}

// Undo takes the window to the ticket, where the words are in the composer again.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.matches("[data-composer]") || form.closest("[data-waiting]")) stale = true;
  if (!form.matches("[data-leaving-row]") || !window.htmx || !document.querySelector("#main-pane")) return;
  event.preventDefault();
  const waits = [];
  document.dispatchEvent(new CustomEvent("desk:leaving", { detail: { form: null, waitFor: (kept) => waits.push(kept) } }));
  await Promise.allSettled(waits);
  stale = true;
  form.remove();
  const how = { target: "#main-pane", swap: "outerHTML settle:0ms focus-scroll:false", source: bar() };
  await window.htmx.ajax("POST", form.getAttribute("action"), how).catch(() => {});
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "main-pane" || !bar() || !(stale || document.querySelector("[data-waiting]"))) return;
  stale = false;
  refresh();
});
