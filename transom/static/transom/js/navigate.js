// Moves between tickets: the ticket's region and panel are fetched and put in place, the list stays as it is. Links that
// name a ticket (`data-row`, `data-ticket`) and the forms of the ticket go this way; everything else loads its page.
//
// Before the ticket goes, `desk:leaving` is told on the document: what has to be kept first is handed to
// `event.detail.waitFor(promise)`, and `preventDefault()` stays here. `event.detail.form` is the form that is sent, if one is.

import { say } from "./say.js";

const MAIN = "#main-pane";
const HOW = { target: MAIN, swap: "outerHTML settle:0ms focus-scroll:false" };
const PATIENCE = 2000;

let shown = location.pathname + location.search;
let latest = null;
let asked = null;
let byKey = false;
let status = 200;

const desk = () => document.querySelector(".desk");
const main = () => document.querySelector(MAIN);

async function mayLeave(form = null) {
  const waits = [];
  const leaving = new CustomEvent("desk:leaving", { cancelable: true, detail: { form, waitFor: (kept) => waits.push(kept) } });
  if (!document.dispatchEvent(leaving)) return false;
  if (waits.length) {
    const late = new Promise((done) => setTimeout(done, PATIENCE));
    await Promise.race([Promise.allSettled(waits), late]);
  }
  return true;
}

/** Opens the ticket at `url` beside the list. `from` is the link that led there; `push` is false where the address is there already. */
export async function visit(url, { from = desk(), push = true } = {}) {
  if (!main() || !window.htmx) return location.assign(url);
  if (!(await mayLeave())) return;
  mark(url);
  await window.htmx.ajax("GET", url, { ...HOW, source: from, push: push ? "true" : "false" }).catch(() => {});
}

/** Shows another list, with the frame as it is there: its counts are new too. */
export async function toList(url, push = true) {
  if (!(await mayLeave())) return;
  const wanted = (asked = {});
  desk().ariaBusy = "true";
  try {
    const answer = await fetch(url);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (wanted !== asked) return;
    if (!answer.ok || !page.querySelector(".desk")) location.assign(url);
    else take(page, answer.url, push);
  } catch {
    desk().ariaBusy = null;
    say("unreachable");
  }
}

/** Loads the page at `url`, when what was begun here is kept. */
export async function leaveFor(url) {
  if (await mayLeave()) location.assign(url);
}

/** Shows the list alone again, as it was: without a ticket beside it. */
export async function leave(push = true) {
  const list = document.querySelector("[data-list]");
  const whole = list?.dataset.list;
  if (!whole) return false;
  if (!(await mayLeave())) return true;
  main().replaceChildren();
  document.querySelector("#panel-body").replaceChildren();
  step("list");
  document.title = list.dataset.title;
  if (push) history.pushState(null, "", whole);
  shown = location.pathname + location.search;
  const row = mark("");
  (row ?? document.querySelector("[data-row]"))?.focus();
  return true;
}

// One heading of the first rank a page: the ticket's, where there is one.
function step(to) {
  desk().dataset.step = to;
  const before = document.querySelector("[data-list] .pane-head :is(h1, h2)");
  const heading = document.createElement(to === "ticket" ? "h2" : "h1");
  heading.append(...(before?.childNodes ?? []));
  before?.replaceWith(heading);
}

// The accent edge goes to the row of the ticket that opens; gives the row that had it.
function mark(url) {
  const before = document.querySelector("[data-row][aria-current]");
  const number = url.match(/\/tickets\/(\d+)\//)?.[1];
  const row = number && document.querySelector(`#row-${number} [data-row]`);
  if (before === row) return before;
  before?.removeAttribute("aria-current");
  before?.closest(".row").classList.remove("is-selected");
  row?.setAttribute("aria-current", "true");
  row?.closest(".row").classList.add("is-selected");
  row?.closest(".row").scrollIntoView({ block: "nearest" });
  return before;
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[data-row], a[data-ticket], a[data-back], .rail-link[href^='/queues/']");
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (!main() || !window.htmx) return;
  event.preventDefault();
  byKey = event.detail === 0;
  if (link.matches("[data-back]")) return (await leave()) || leaveFor(link.href);
  if (link.matches(".rail-link")) return toList(link.href);
  visit(link.getAttribute("href"), { from: link });
});

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.getAttribute("method") !== "post" || !form.closest(`${MAIN}, #panel-body`)) return;
  if (!window.htmx || !document.querySelector(".ticket-head") || form.matches("[data-plain], [hx-post], [hx-get]")) return;
  event.preventDefault();
  if (form.dataset.sending) return;
  form.dataset.sending = "";
  const by = event.submitter;
  const url = by?.getAttribute("formaction") ?? form.getAttribute("action") ?? location.href;
  byKey = !by || by.matches(":focus-visible") || form.matches(":has(:focus-visible)");
  if (await mayLeave(form)) {
    const values = by?.name ? { [by.name]: by.value } : {};
    await window.htmx.ajax("POST", url, { ...HOW, source: form, values }).catch(() => {});
  }
  delete form.dataset.sending;
});

const isMain = (event) => event.detail.target?.id === "main-pane" || event.detail.requestConfig?.target?.id === "main-pane";
const isGet = (event) => event.detail.requestConfig.verb === "get";

document.addEventListener("htmx:beforeRequest", (event) => {
  if (isMain(event)) latest = event.detail.xhr;
});

// What was asked for earlier and comes later is not shown. A whole page in the place of a piece takes the whole window.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (!isMain(event)) return;
  const { detail } = event;
  status = detail.xhr.status;
  if (detail.xhr !== latest) {
    detail.shouldSwap = detail.isError = false;
  } else if (detail.shouldSwap && /^\s*<!doctype/i.test(detail.serverResponse)) {
    const page = new DOMParser().parseFromString(detail.serverResponse, "text/html");
    detail.shouldSwap = false;
    if (page.querySelector(".desk")) take(page, detail.pathInfo.responsePath);
    else failed(event);
  } else if (detail.isError) {
    detail.isError = false;
    failed(event);
  }
});

function take(page, url, push = true) {
  latest = null;
  if (push) history.pushState(null, "", url);
  shown = location.pathname + location.search;
  document.title = page.title;
  window.htmx.swap(desk(), page.querySelector(".desk").outerHTML, { swapStyle: "outerHTML", swapDelay: 0, settleDelay: 0 });
  const heading = document.querySelector(".pane-head h1, #main h1");
  if (heading) heading.tabIndex = -1;
  (heading ?? document.querySelector("#main"))?.focus({ preventScroll: true, focusVisible: byKey });
}

function failed(event) {
  const { detail } = event;
  if (isGet(event)) location.assign(detail.pathInfo.finalRequestPath);
  else say("failed");
}

for (const kind of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(kind, (event) => isMain(event) && say("unreachable"));
}

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "main-pane") return;
  shown = location.pathname + location.search;
  step("ticket");
  mark(shown);
  for (const sheet of document.querySelectorAll(".sheet:popover-open")) sheet.hidePopover();
  arrive(event.target);
});

// Where a reader goes on: at what stopped them, in the field that asks, at the words that were said, else at the subject.
function arrive(pane) {
  const place = location.hash && pane.querySelector(`[id="${CSS.escape(location.hash.slice(1))}"]`);
  const earlier = pane.querySelector("[data-earlier]");
  if (location.hash && !place && earlier && status < 400) return visit(earlier.getAttribute("href") + location.hash, { from: earlier });
  const asks = pane.querySelector("[autofocus]") ?? document.querySelector("#panel-body [autofocus]");
  const stopped = status >= 400 && pane.querySelector('.notice[role="alert"]');
  if (stopped) stopped.tabIndex = -1;
  if (asks || stopped) (asks ?? stopped).focus();
  else (pane.querySelector("h1") ?? pane).focus({ preventScroll: true, focusVisible: byKey });
  (stopped || place || null)?.scrollIntoView({ block: stopped ? "nearest" : "start" });
}

// Registered before htmx's own, which would load the page again.
window.addEventListener("popstate", (event) => {
  event.stopImmediatePropagation();
  const wanted = location.pathname + location.search;
  if (wanted === shown) return;
  const list = document.querySelector("[data-list]");
  if (list?.dataset.list === wanted) leave(false);
  else if (/^\/tickets\/\d+\/$/.test(location.pathname) && main()) visit(location.href, { push: false });
  else if (/^\/queues\/[\w-]+\/$/.test(location.pathname)) toList(location.href, false);
  else location.reload();
});

// Any list that a page shows by itself can be gone back to.
export function start() {
  const pane = document.querySelector('[data-step="list"] > .work > .list-pane');
  if (!pane || pane.dataset.list) return;
  pane.dataset.list = location.pathname + location.search;
  pane.dataset.title = document.title;
}
