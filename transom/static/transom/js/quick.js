// One key marks the row that has the focus, else the one whose ticket is open: it can be answered at once, or not after all.
// Without this script the page of the ticket has a button for it.

import { say } from "./say.js";

function meant() {
  return document.activeElement.closest?.(".row") ?? document.querySelector('[data-row][aria-current="true"]')?.closest(".row");
}

async function mark(button) {
  const row = meant();
  if (!row) return say(button.dataset.none);
  const place = button.parentElement;
  const quick = !row.querySelector("[data-quick]");
  const url = place.dataset.quickUrl.replace("/0/", `/${row.id.replace("row-", "")}/`);
  const body = new URLSearchParams({ csrfmiddlewaretoken: place.dataset.quickToken, quick: quick ? "1" : "" });
  const answer = await fetch(url, { method: "POST", body, redirect: "manual" }).catch(() => null);
  if (!answer) return say("unreachable");
  if (answer.type !== "opaqueredirect") return say(answer.status === 422 ? button.dataset.refused : "failed");
  row.querySelector("[data-quick]")?.remove();
  if (quick) row.querySelector(".chips")?.prepend(place.querySelector("[data-quick-chip]").content.cloneNode(true));
  say(quick ? button.dataset.marked : button.dataset.unmarked);
}

export function start(root) {
  for (const button of root.querySelectorAll("[data-quick-mark]")) button.addEventListener("click", () => mark(button));
}
