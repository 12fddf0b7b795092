// Forms of saved words: a name is written at the caret of the field that it belongs to, and what is typed is shown as it
// will read. Both are bound by their data attributes.

const PAUSE = 250;

function insert(field, words) {
  field.focus();
  field.setRangeText(words, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function names(list) {
  // Without a field of its own, the one of the form that was written in last.
  let field = document.getElementById(list.dataset.names);
  const form = list.closest("form");
  if (!field) {
    field = form.querySelector("textarea");
    form.addEventListener("focusin", (event) => {
      if (event.target.matches("textarea")) field = event.target;
    });
  }
  for (const name of list.querySelectorAll("[data-name]")) {
    name.addEventListener("click", () => insert(field, name.dataset.name));
  }
}

function preview(frame) {
  const field = frame.querySelector("textarea");
  const place = document.getElementById(frame.dataset.previewInto);
  const token = frame.closest("form").elements.csrfmiddlewaretoken.value;
  let waiting, asked = 0;
  const show = async () => {
    const mine = ++asked;
    const body = new URLSearchParams({ text: field.value, csrfmiddlewaretoken: token });
    const answer = await fetch(frame.dataset.preview, { method: "POST", body }).catch(() => null);
    if (answer?.ok && mine === asked) place.innerHTML = await answer.text();
  };
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, PAUSE);
  });
}

export function start(root) {
  root.querySelectorAll("[data-names]").forEach(names);
  root.querySelectorAll("[data-preview]").forEach(preview);
}
