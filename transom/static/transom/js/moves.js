// The moves of a ticket: among them the arrows go up and down, as in any list to choose from.

const STEPS = { ArrowDown: 1, ArrowUp: -1 };
const CHOSEN = "summary, .moves > form > button";

document.addEventListener("keydown", (event) => {
  const moves = event.target.closest?.(".moves");
  const by = STEPS[event.key];
  if (!moves || !by || !event.target.matches(CHOSEN) || event.ctrlKey || event.metaKey || event.altKey) return;
  const all = [...moves.querySelectorAll(CHOSEN)];
  event.preventDefault();
  all[(all.indexOf(event.target) + by + all.length) % all.length].focus();
});

export function start() {}
