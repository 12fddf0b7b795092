// The open ticket: says when something came in, and shows it in its place when its reader asks, without moving what they
// read and without touching what they write.

let asked = 0;

const slot = () => document.querySelector("[data-live-ticket]");
const seenBy = () => Number(document.querySelector('.dock [name="seen"]')?.value ?? 0);

async function look() {
  const here = slot();
  if (!here) return;
  const mine = ++asked;
  const url = new URL(here.dataset.since, location.href);
  url.searchParams.set("seen", seenBy());
  const answer = await fetch(url).catch(() => null);
  if (mine !== asked || here !== slot() || !answer?.ok) return;
  const words = answer.status === 204 ? "" : await answer.text();
  if (here !== slot()) return;
  const piece = document.createElement("template");
  piece.innerHTML = words;
  if (here.textContent.trim() !== piece.content.textContent.trim()) here.replaceChildren(piece.content);
}

document.addEventListener("live:tickets", ({ detail: { numbers, many } }) => {
  const here = slot();
  if (here && (many || numbers.includes(Number(here.dataset.liveTicket)))) look();
});

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-came-in-show]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  show(link.href);
});

async function show(url) {
  const here = slot();
  const answer = await fetch(url).catch(() => null);
  const page = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
  if (here !== slot()) return;
  const fresh = page && page.querySelector("[data-live-ticket]");
  if (fresh?.dataset.liveTicket !== here.dataset.liveTicket) return location.assign(url); // merged, gone, or signed out
  const first = addWords(page);
  replace(page, ".ticket-head .ticket-meta");
  const panel = document.querySelector("#panel-body");
  if (!panel?.contains(document.activeElement)) replace(page, "#panel-body");
  const seen = page.querySelector('.dock [name="seen"]')?.value;
  for (const input of document.querySelectorAll('input[name="seen"]')) input.value = seen;
  here.replaceChildren();
  first?.scrollIntoView({ block: "nearest" });
  (first?.matches("[tabindex]") ? first : first?.querySelector("[tabindex]"))?.focus({ preventScroll: true });
}

// What is there already stays the element that it is; gives the first that is new.
function addWords(page) {
  const thread = document.querySelector(".thread");
  const known = new Set([...thread.querySelectorAll("[id]")].map((one) => one.id));
  let first = null;
  let after = null;
  for (const item of page.querySelectorAll(".thread > *")) {
    const inner = item.id === "latest" ? item.firstElementChild : item;
    if (!inner.id) continue; // a link to what is left out
    const before = known.has(inner.id) ? document.getElementById(inner.id) : null;
    if (before) {
      if (!before.matches(".message") && before.textContent !== inner.textContent) before.replaceChildren(...inner.childNodes);
      after = before.closest(".thread > *");
      continue;
    }
    const made = document.adoptNode(inner);
    if (after) after.after(made);
    else thread.prepend(made);
    after = made;
    first ??= made;
    enliven(made);
  }
  return first;
}

function replace(page, selector) {
  const [old, fresh] = [document.querySelector(selector), page.querySelector(selector)];
  if (!old || !fresh) return;
  const made = document.adoptNode(fresh);
  old.replaceWith(made);
  enliven(made);
}

function enliven(made) {
  window.htmx?.process(made);
  made.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true, detail: { elt: made } }));
}

export function start() {}
