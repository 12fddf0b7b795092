// The cockpit as tickets change: what has `data-fresh` is made anew where it stands, each by its id. What one points at, is in
// or has unfolded waits. The proposal has no such mark: a key never decides about another ticket than the one that was read.

const BETWEEN = 8_000; // two questions

let asking;
let askedAt = 0;

const parts = () => [...document.querySelectorAll("[data-fresh]")];
const isHeld = (part) => part.matches(":hover, :focus-within") || part.querySelector("details[open]");

function later() {
  if (parts().length) asking ??= setTimeout(ask, Math.max(1_000, BETWEEN - (Date.now() - askedAt)));
}

async function ask() {
  asking = undefined;
  if (document.hidden || !parts().length) return;
  askedAt = Date.now();
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of parts()) {
    const fresh = page.getElementById(part.id);
    if (!fresh || fresh.textContent === part.textContent) continue;
    if (isHeld(part)) later();
    else part.replaceWith(document.adoptNode(fresh));
  }
}

document.addEventListener("live:tickets", later);
document.addEventListener("visibilitychange", () => document.hidden || later());

export function start() {}
