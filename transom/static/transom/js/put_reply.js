// The saved reply that fits is put into the composer by one press. Without this script it is put into the draft, on the
// page of the ticket.

import { say } from "./say.js";

async function put(form) {
  const composer = document.querySelector("[data-composer]");
  const field = composer?.querySelector("[data-composer-body]");
  if (!field) return form.submit();
  const body = new URLSearchParams({ csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
  const answer = await fetch(form.action, { method: "POST", body }).catch(() => null);
  if (!answer?.ok) return say(answer ? "failed" : "unreachable");
  const taken = await answer.json();
  composer.querySelector("[data-slash-told]").innerHTML = taken.told;
  if (taken.words === undefined) return;
  const reply = composer.querySelector('[name="kind"][value="reply"]');
  if (!reply.checked) reply.click();
  const begun = field.value.trim();
  field.value = begun ? `${begun}\n\n${taken.words}` : taken.words;
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

export function start(root) {
  for (const form of root.querySelectorAll("[data-put-reply]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      put(form);
    });
  }
}
