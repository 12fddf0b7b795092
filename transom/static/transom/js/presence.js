// Says where this window is and whether somebody types there, and shows who else is: in the head of the open ticket, and
// as a mark on rows.

import { name, settings } from "./live.js";

const REPEAT = 8_000; // while they type; the desk forgets it after 20 s
const QUIET = 12_000; // since the last key
const HIDDEN = 30_000;

const company = new Map(); // by the ticket's number: [{id, name, state}]
let writing = "";
let told = "";
let toldAt = 0;
let listening = false;
let stopping, hiding, soon;

const here = () => document.querySelector("[data-live-ticket]")?.dataset.liveTicket ?? "";

function say(state = writing || "looking") {
  const number = here();
  const now = number && !(document.hidden && state === "away") ? `${state} ${number}` : "away";
  if (!listening || (now === told && (state === "looking" || Date.now() - toldAt < REPEAT))) return;
  if (now === "away" && !told) return;
  told = now === "away" ? "" : now;
  toldAt = Date.now();
  const [said] = now.split(" ");
  const body = new URLSearchParams({ window: name, number, state: said });
  const headers = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}");
  fetch(settings.here, { method: "POST", body, headers }).catch(() => (told = ""));
}

function saySoon() {
  clearTimeout(soon);
  soon = setTimeout(() => {
    if (!told.endsWith(` ${here()}`) || !document.querySelector("[data-composer-body]")?.value) writing = "";
    say();
    show(document);
  });
}

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("[data-composer]");
  if (!form || !event.target.matches("[data-composer-body]")) return;
  writing = form.querySelector('[name="kind"]:checked')?.value === "note" ? "noting" : "replying";
  say();
  clearTimeout(stopping);
  stopping = setTimeout(() => {
    writing = "";
    say();
  }, QUIET);
});

document.addEventListener("visibilitychange", () => {
  clearTimeout(hiding);
  if (document.hidden) hiding = setTimeout(() => say("away"), HIDDEN);
  else say();
});

document.addEventListener("live:open", () => {
  listening = true;
  told = "";
  company.clear();
  show(document);
  say();
});

document.addEventListener("live:presence", ({ detail: { number, people } }) => {
  if (people.length) company.set(number, people);
  else company.delete(number);
  show(document, number);
});

function show(root, only) {
  const slot = root.querySelector("[data-company]");
  if (slot && (only === undefined || String(only) === here())) showAt(slot, company.get(Number(here())) ?? []);
  if (only !== undefined) return mark(document.querySelector(`#row-${only}`), company.get(only) ?? []);
  for (const [number, people] of company) mark(root.querySelector(`#row-${number}`), people);
}

const words = (one) => settings[one.state].replace("{who}", one.name);

function showAt(slot, people) {
  const before = new Map([...slot.children].map((item) => [item.dataset.person, item]));
  for (const one of people) {
    const item = before.get(String(one.id)) ?? slot.appendChild(document.createElement("li"));
    before.delete(String(one.id));
    if (item.dataset.state === one.state) continue;
    item.dataset.person = one.id;
    item.dataset.state = one.state;
    item.classList.toggle("is-writing", one.state !== "looking");
    item.replaceChildren(avatar(one.name), words(one));
  }
  for (const item of before.values()) item.remove();
}

function mark(row, people) {
  if (!row) return;
  let sign = row.querySelector(".row-company");
  if (!people.length) return sign?.remove();
  sign ??= row.querySelector(".row-foot")?.appendChild(avatar(""));
  if (!sign) return;
  const said = people.map(words).join(", ");
  sign.classList.add("row-company");
  sign.classList.toggle("is-writing", people.some((one) => one.state !== "looking"));
  sign.title = said;
  const heard = document.createElement("span");
  heard.className = "only-heard";
  heard.textContent = said;
  sign.replaceChildren(letter(people[0].name), heard);
  row.querySelector(".row-foot > .avatar:not(.row-company)")?.before(sign);
}

function avatar(who) {
  const made = document.createElement("span");
  made.className = "avatar";
  made.append(letter(who));
  return made;
}

function letter(who) {
  const made = document.createElement("span");
  made.ariaHidden = "true";
  made.textContent = [...who][0] ?? "";
  return made;
}

/** Puts the marks on rows that were made anew. */
export const markRows = () => show(document);

const watching = new MutationObserver(saySoon);

export function start() {
  const pane = document.querySelector("#main-pane");
  if (pane) watching.observe(pane, { childList: true });
  saySoon();
}
