// Copies a ticket's number or link, and says so. `data-copy` is the text itself, `data-copy-link` a path of this desk,
// `data-copied` what is said then.

import { say } from "./say.js";

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy], [data-copy-link]");
  if (!button) return;
  const { copy, copyLink, copied } = button.dataset;
  try {
    await navigator.clipboard.writeText(copyLink ? new URL(copyLink, location.href).href : copy);
    say(copied);
  } catch {
    say("failed");
  }
});

export function start(root) {
  if (!navigator.clipboard) return;
  for (const button of root.querySelectorAll("[data-copy], [data-copy-link]")) button.hidden = false;
}
