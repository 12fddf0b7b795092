// The table of a review: follows what the others do, sends what one does here, and lets the clocks run. Its forms are sent
// in the background and answered with the table as it is then; without this script they load the page.

import { say } from "./say.js";

const BEAT = 25_000; // "I am here"
const LOOK = 60_000; // who has left says nothing
const FIELDS = 'textarea, select, input:not([type="hidden"])';

const region = () => document.querySelector("[data-review]");
const kept = document.querySelector("[data-kept]");
const headers = { "X-Piece": "1" };

let sending = false;
let looking = false;
let again = false;
let newest = 0;
let wanted = ""; // where somebody asked for another view of the table

async function look() {
  if (!region() || sending) return;
  if (looking) return void (again = true);
  looking = true;
  const mine = ++newest;
  const url = wanted || region().dataset.url;
  wanted = "";
  const answer = await fetch(url, { headers }).catch(() => null);
  if (answer?.ok && mine === newest && !sending) show(await answer.text());
  looking = false;
  if (again) {
    again = false;
    look();
  }
}

async function send(form, button) {
  if (sending) return;
  sending = true;
  newest += 1;
  const body = new FormData(form, button);
  const answer = await fetch(form.getAttribute("action"), { method: "POST", body, headers }).catch(() => null);
  sending = false;
  if (!answer || answer.status >= 500) return say(answer ? "failed" : "unreachable");
  const took = answer.ok;
  if (took && form.closest("[data-kept]")) drop(form);
  show(await answer.text(), form.getAttribute("action"));
}

/** Puts the table as `words` have it in the place of the old one. `sent` is the address of the form that it answers. */
function show(words, sent = "") {
  const fresh = new DOMParser().parseFromString(words, "text/html").querySelector("[data-review]");
  const old = region();
  if (!fresh || fresh.dataset.over !== undefined) return location.assign(old.dataset.url);
  const turned = fresh.dataset.place !== old.dataset.place;
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  if (turned) keepWords(old);
  const made = document.adoptNode(fresh);
  carry(old, made, turned, sent);
  const scroll = scrollY;
  old.replaceWith(made);
  made.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true, detail: { elt: made } }));
  const unfolded = !old.querySelector(".agenda") && made.querySelector(".review-agenda .agenda button:not(:disabled)");
  if (unfolded) unfolded.focus();
  else refocus(focused, made, sent);
  if (!unfolded) scrollTo(0, turned ? 0 : scroll);
  if (turned) document.querySelector("[data-table-said]").textContent = made.dataset.now ?? made.querySelector("h1")?.textContent;
}

const twin = (field, made) =>
  field.form && [...made.querySelectorAll(FIELDS)].find((one) => one.name === field.name && one.form?.getAttribute("action") === field.form.getAttribute("action"));
const isTyped = (field) =>
  field.matches("select") ? [...field.options].some((one) => one.selected !== one.defaultSelected) : field.value !== field.defaultValue;

// What is unfolded stays so, and what somebody began to write stays where they write it.
function carry(old, made, turned, sent) {
  const folds = [...made.querySelectorAll("details")];
  for (const fold of old.querySelectorAll("details[open]")) {
    const same = folds.find((one) => one.querySelector("summary").textContent === fold.querySelector("summary").textContent);
    if (same && (!turned || same.id)) same.open = true;
  }
  if (turned) return;
  for (const field of old.querySelectorAll(FIELDS)) {
    const other = isTyped(field) && field.form?.getAttribute("action") !== sent && twin(field, made);
    if (other) other.value = field.value;
  }
}

function refocus(focused, made, sent) {
  if (!focused) return;
  const own = sent && focused.form?.getAttribute("action") === sent;
  const other = focused.matches(FIELDS) && !own ? twin(focused, made) : null;
  (other ?? made.querySelector("main")).focus({ preventScroll: true });
  if (other?.matches("textarea, input")) other.setSelectionRange?.(focused.selectionStart, focused.selectionEnd);
}

// The table went on while somebody wrote a note: their words go nowhere, and they can still add them where they belong.
function keepWords(old) {
  const form = old.querySelector("[data-note]");
  const body = form?.querySelector("textarea");
  if (!body?.value.trim() || !isTyped(body)) return;
  const one = kept.querySelector("template").content.firstElementChild.cloneNode(true);
  one.querySelector("[data-kept-about]").textContent = form.dataset.about;
  body.removeAttribute("id");
  body.removeAttribute("data-key");
  body.ariaLabel = form.dataset.about;
  form.removeAttribute("data-note");
  one.querySelector("[data-kept-form]").append(form);
  kept.append(one);
  kept.hidden = false;
}

function drop(inside) {
  inside.closest(".card").remove();
  kept.hidden = !kept.querySelector(".card");
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.closest("[data-table-form], [data-table-forms], [data-kept]") || event.defaultPrevented) return;
  event.preventDefault();
  send(form, event.submitter);
});

document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-kept-drop]")) drop(event.target);
  const link = event.target.closest?.("[data-table-look]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  wanted = link.getAttribute("href");
  look();
});

document.addEventListener("live:review", ({ detail: { keys } }) => {
  if (keys.includes(Number(region()?.dataset.review))) look();
});
document.addEventListener("live:tickets", ({ detail: { numbers, many } }) => {
  if (many || numbers.includes(Number(region()?.dataset.number))) look();
});
document.addEventListener("live:open", look);

function here() {
  const url = region()?.dataset.here;
  if (!url || document.hidden) return;
  const token = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}");
  fetch(url, { method: "POST", headers: token }).catch(() => null);
}

// A clock goes on from what the page says, since the moment at which it came.
const began = new WeakMap();

function tick() {
  for (const clock of document.querySelectorAll("[data-clock][data-running]")) {
    if (!began.has(clock)) began.set(clock, performance.now());
    const seconds = Number(clock.dataset.clock) + Math.floor((performance.now() - began.get(clock)) / 1000);
    const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
    const words = [...(hours ? [hours, String(minutes).padStart(2, "0")] : [minutes]), String(rest).padStart(2, "0")].join(":");
    if (clock.textContent !== words) clock.textContent = words;
  }
}

// The screen on the wall does not fall asleep.
const stayAwake = () => document.hidden || navigator.wakeLock?.request("screen").catch(() => null);

export function start(root) {
  if (root !== document || !region()) return tick();
  here();
  tick();
  setInterval(here, BEAT);
  setInterval(look, LOOK);
  setInterval(tick, 1000);
  document.addEventListener("visibilitychange", () => {
    here();
    look();
  });
  if (region().matches(".is-wall")) {
    stayAwake();
    document.addEventListener("visibilitychange", stayAwake);
  }
}
