// Ctrl or Cmd with Enter sends what the composer holds, as its own button would.

const mac = /Mac|iP(hone|ad)/.test(navigator.platform);

if (mac) for (const hint of document.querySelectorAll("[data-mod-key]")) hint.textContent = "⌘ ↵";

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat) return;
  const form = event.target.closest("[data-composer]");
  if (!form) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("[data-composer-send]"));
});
