// The bell: how much is unread, the sheet under it, and what the browser itself says while its reader looks elsewhere.
// The count comes with `live:bell`; where that is silent, it is asked for once a minute while the window is to be seen.
//
// A ticket that is before its reader is read: the page has a form that says so without a script, and here it is sent.

const MINUTE = 60_000;
const WANTED = "transom.told.on";
const NEWEST = "transom.told.newest";
const ASKED = { headers: { Accept: "application/json" }, credentials: "same-origin" };

const sheet = document.querySelector("[data-inbox]");
const said = document.querySelector("[data-bell-said]");
const canTell = "Notification" in window;
let heard = Date.now();
let known = parseInt(document.querySelector("[data-bell-count]:not([hidden])")?.textContent ?? "0", 10);
let from = null;

const isWanted = () => canTell && Notification.permission === "granted" && localStorage.getItem(WANTED) === "1";
const isBefore = () => !document.hidden && document.hasFocus();

function show(unread, words) {
  heard = Date.now();
  for (const bell of document.querySelectorAll("[data-bell]")) {
    const count = bell.querySelector("[data-bell-count]");
    count.textContent = words;
    count.hidden = !unread;
    bell.ariaLabel = unread ? bell.dataset.words.replace("{count}", words) : bell.dataset.none;
  }
  if (unread > known && said) said.textContent = said.dataset.words.replace("{count}", words);
  known = unread;
}

async function ask() {
  if (!sheet) return; // a page without a bell
  const newest = localStorage.getItem(NEWEST);
  const url = isWanted() && newest ? `${sheet.dataset.bellUrl}?after=${newest}` : sheet.dataset.bellUrl;
  const answer = await fetch(url, ASKED).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const bell = await answer.json();
  show(bell.unread, bell.words);
  // Several windows hear of it; the one that is first to say so has said it for all.
  const before = Number(localStorage.getItem(NEWEST) ?? bell.newest);
  localStorage.setItem(NEWEST, Math.max(before, bell.newest));
  if (isWanted() && !isBefore()) for (const one of bell.news.reverse()) if (one.id > before) tell(one);
}

function tell(one) {
  const told = new Notification(one.title, { body: one.body, tag: `transom-${one.id}` });
  told.addEventListener("click", () => {
    window.focus();
    told.close();
    location.assign(one.url);
  });
}

// What came tells the count alone; the rest is asked for, and not by every window at once.
document.addEventListener("live:bell", () => setTimeout(ask, document.hidden ? 500 + 1500 * Math.random() : 0));

if (sheet) {
  setInterval(() => {
    if ((!document.hidden || isWanted()) && Date.now() - heard > MINUTE) ask();
  }, MINUTE);
  document.addEventListener("visibilitychange", () => !document.hidden && Date.now() - heard > MINUTE && ask());
}

document.addEventListener("click", (event) => {
  const bell = event.target.closest?.("[data-bell]");
  if (!bell || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (!sheet || !window.htmx) return;
  event.preventDefault();
  if (sheet.matches(":popover-open")) return sheet.hidePopover();
  from = bell;
  for (const other of document.querySelectorAll(".sheet:popover-open")) other.hidePopover();
  sheet.showPopover();
  fill().then(() => (sheet.querySelector(".entry-what, a") ?? sheet).focus());
});

sheet?.addEventListener("toggle", (event) => {
  if (event.newState === "closed" && sheet.contains(document.activeElement)) from?.focus();
});

const fill = () => window.htmx.ajax("GET", sheet.dataset.inbox, { target: sheet, swap: "innerHTML" }).catch(() => {});

// Arrows walk the entries of the sheet.
sheet?.addEventListener("keydown", (event) => {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const entries = [...sheet.querySelectorAll(".entry-what")];
  const at = entries.indexOf(document.activeElement.closest(".entry")?.querySelector(".entry-what"));
  const next = by && entries[at + by];
  if (!next) return;
  event.preventDefault();
  next.focus();
});

async function send(form) {
  const answer = await fetch(form.action, { ...ASKED, method: "POST", body: new FormData(form) }).catch(() => null);
  if (!answer?.ok || answer.redirected) return false;
  const bell = await answer.json();
  show(bell.unread, bell.words);
  return true;
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-told-form]") || !sheet?.contains(form)) return;
  event.preventDefault();
  if (!(await send(form))) return form.submit();
  await fill();
  (sheet.querySelector(".entry-what") ?? sheet).focus();
});

function read(form) {
  if (document.hidden) return document.addEventListener("visibilitychange", () => form.isConnected && read(form), { once: true });
  send(form).then((done) => done && form.remove());
}

function offer(part) {
  const words = part.querySelector("[data-words]");
  const button = part.querySelector("[data-switch]");
  const draw = () => {
    const state = isWanted() ? "on" : canTell && Notification.permission === "denied" ? "denied" : "off";
    words.textContent = words.dataset[state];
    button.textContent = button.dataset[state === "on" ? "on" : "off"];
    button.hidden = state === "denied";
  };
  button.addEventListener("click", async () => {
    if (isWanted()) localStorage.removeItem(WANTED);
    else if ((await Notification.requestPermission()) === "granted") localStorage.setItem(WANTED, "1");
    draw();
  });
  part.hidden = !canTell;
  draw();
}

export function start(root) {
  root.querySelectorAll("[data-read-ticket]").forEach(read);
  root.querySelectorAll("[data-browser-told]").forEach(offer);
}
