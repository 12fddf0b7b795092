// One thing for many tickets: counts the ticked rows, ticks a range with Shift, opens the sheet of an act, and closes it when
// the act has begun. Without this script the ticks and the bar are a form that leads to pages.

const ticks = () => [...document.querySelectorAll('[data-rows] input[name="tickets"]')];
const form = () => document.querySelector("[data-bulk]");
const sheet = () => document.querySelector("[data-bulk-sheet]");
const numberOf = (tick) => tick.value.split(":")[0];

let last = "";
let from = null;

function count() {
  const bar = form();
  const place = bar?.querySelector("[data-bulk-count]");
  if (!place) return;
  const chosen = ticks().filter((tick) => tick.checked).length;
  const words = bar.querySelector("[data-bulk-all]").checked ? place.dataset.all : chosen === 1 ? place.dataset.one : place.dataset.many.replace("{count}", chosen);
  if (place.textContent !== words) place.textContent = words;
  // What is folded away in the bar has its keys and its place in the palette while the bar shows, and not before.
  const shows = bar.checkVisibility();
  for (const act of bar.querySelectorAll("[data-bulk-folded]")) act.toggleAttribute("data-command-always", shows);
  keyed();
}

// The keys mean the ticked tickets while focus is in the list, or where there is no ticket beside it that they could mean.
function keyed() {
  const bar = form();
  if (!bar) return;
  const here = !document.querySelector(".ticket-head") || bar.closest(".list-pane").contains(document.activeElement);
  const means = here && bar.checkVisibility();
  bar.toggleAttribute("data-keyed", means);
  for (const act of bar.querySelectorAll("[data-bulk-key]")) {
    if (means) act.dataset.key = act.dataset.bulkKey;
    else delete act.dataset.key;
  }
}

document.addEventListener("focusin", keyed);

// From the row that was ticked last to this one, as this one is now.
function range(tick) {
  const all = ticks();
  const start = all.findIndex((other) => numberOf(other) === last);
  const end = all.indexOf(tick);
  if (start < 0 || end < 0) return;
  for (const other of all.slice(Math.min(start, end), Math.max(start, end) + 1)) other.checked = tick.checked;
}

function untick() {
  for (const tick of ticks()) tick.checked = false;
  form()?.reset();
  count();
}

function close() {
  sheet()?.close();
  if (from?.isConnected && from.checkVisibility()) from.focus();
}

document.addEventListener("click", (event) => {
  const tick = event.target.closest?.('[data-rows] input[name="tickets"]');
  if (tick) {
    if (event.shiftKey) range(tick);
    last = numberOf(tick);
  } else if (event.target.closest?.("[data-bulk-page]")) {
    for (const each of ticks()) each.checked = true;
    count();
  } else if (event.target.closest?.("[data-bulk-cancel]")) close();
  else if (event.target.closest?.("[data-bulk-dismiss]")) document.querySelector("#bulk-strip").replaceChildren();
});

document.addEventListener("change", (event) => {
  if (event.target.matches?.('[data-rows] input[name="tickets"], [data-bulk-all]')) count();
});

document.addEventListener("reset", (event) => event.target.matches("[data-bulk]") && setTimeout(untickAfter));

// The ticks are fields of the form, so its reset has unticked them; those that came ticked from the server too.
function untickAfter() {
  for (const tick of ticks()) tick.checked = false;
  count();
}

// Escape unticks, where nothing else is open that it closes.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open], :popover-open")) return;
  if (event.target.closest?.("textarea, select, input:not([type=checkbox])")) return;
  if (ticks().some((tick) => tick.checked)) untick();
});

// Ctrl or Cmd with Enter in the sheet presses what it is for.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat) return;
  const button = event.target.closest?.("[data-bulk-form]")?.querySelector(".button.is-primary");
  if (!button) return;
  event.preventDefault();
  button.click();
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target !== sheet()) return;
  if (!sheet().open) {
    from = document.activeElement;
    for (const menu of form()?.querySelectorAll("details[open]") ?? []) menu.open = false;
    sheet().showModal();
  }
  sheet().scrollTop = 0;
  const wrong = sheet().querySelector('[role="alert"]');
  const first = sheet().querySelector("select, textarea, input:not([type=hidden]), .button");
  const looked = sheet().querySelector(".bulk-preview") && sheet().querySelector(".button.is-primary");
  (wrong ? first : (looked ?? first))?.focus();
});

document.addEventListener("bulk-begun", () => {
  close();
  untick();
});

export function start(root) {
  for (const button of root.querySelectorAll("[data-bulk-page]")) button.hidden = false;
  count();
}
