// Ctrl or Cmd with Enter sends what the composer holds, as the button that shows would. What is typed is kept in this
// window until it is sent, so that looking elsewhere or moving the ticket loses nothing.

const mac = /Mac|iP(hone|ad)/.test(navigator.platform);

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat) return;
  const form = event.target.closest("[data-composer]");
  const button = [...(form?.querySelectorAll("[data-composer-send]") ?? [])].find((send) => send.checkVisibility());
  if (!button) return;
  event.preventDefault();
  form.requestSubmit(button);
});

export function start(root) {
  if (mac) for (const hint of root.querySelectorAll("[data-mod-key]")) hint.textContent = "⌘ ↵";
  root.querySelectorAll("[data-composer]").forEach(bind);
}

function bind(form) {
  const body = form.querySelector("[data-composer-body]");
  const place = `transom.draft.${form.dataset.composer.split("?")[0]}`;
  const kept = JSON.parse(sessionStorage.getItem(place) ?? "null");
  if (kept && !body.value) {
    body.value = kept.body;
    const kind = form.querySelector(`[name="kind"][value="${kept.kind === "note" ? "note" : "reply"}"]`);
    if (kind) kind.checked = true;
  }
  const keep = () => {
    const kind = form.querySelector('[name="kind"]:checked')?.value;
    if (body.value.trim()) sessionStorage.setItem(place, JSON.stringify({ body: body.value, kind }));
    else sessionStorage.removeItem(place);
  };
  const files = form.querySelector("input[type=file]");
  const count = () => (files.parentElement.dataset.files = files.files.length);
  count();
  files.addEventListener("change", count);
  form.addEventListener("input", keep);
  form.addEventListener("submit", () => sessionStorage.removeItem(place));
}

// Whoever uses this window next reads no one's drafts.
document.querySelector("[data-sign-out]")?.addEventListener("submit", () => sessionStorage.clear());
