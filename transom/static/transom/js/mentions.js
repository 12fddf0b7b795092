// Completes names of people of the desk behind an @ in a note. The list is asked for once, when the first @ is typed.

import { ask } from "./ask.js";

const MOST = 8;
let people = null;

export function start(root) {
  for (const form of root.querySelectorAll("[data-composer]")) bind(form);
}

async function all(url) {
  people ??= ask(url)
    .then((answer) => answer.json())
    .then((found) => found.people)
    .catch(() => (people = null) ?? []);
  return people;
}

function bind(form) {
  const list = form.querySelector("[data-mentions]");
  const body = form.querySelector("[data-composer-body]");
  if (!list) return;
  let at = -1;
  let chosen = 0;

  const isNote = () => form.querySelector('[name="kind"]:checked')?.value === "note";
  const items = () => [...list.children];

  function close() {
    if (list.hidden) return; // what the field says then is the saved replies'
    list.hidden = true;
    at = -1;
    for (const name of ["aria-activedescendant", "aria-controls", "aria-autocomplete"]) body.removeAttribute(name);
  }

  function mark(index) {
    chosen = (index + items().length) % items().length;
    items().forEach((item, place) => item.setAttribute("aria-selected", place === chosen));
    body.setAttribute("aria-activedescendant", items()[chosen].id);
    items()[chosen].scrollIntoView({ block: "nearest" });
  }

  async function look() {
    const before = body.value.slice(0, body.selectionStart);
    const typed = before.match(/(?:^|[\s(])@([\p{L}\p{N}.'-]*(?: [\p{L}\p{N}.'-]+)?)$/u);
    if (!typed || !isNote()) return close();
    const wanted = typed[1].toLowerCase();
    const found = (await all(list.dataset.mentions)).filter(({ name, email }) => {
      const lower = name.toLowerCase();
      return lower.startsWith(wanted) || lower.split(" ").some((part) => part.startsWith(wanted)) || email.startsWith(wanted);
    });
    const exact = found.length === 1 && found[0].name.toLowerCase() === wanted;
    if (!found.length || exact || body.value.slice(0, body.selectionStart) !== before) return close();
    at = before.length - typed[1].length;
    list.replaceChildren(
      ...found.slice(0, MOST).map(({ name, email }, place) => {
        const item = document.createElement("li");
        const small = document.createElement("small");
        small.textContent = email;
        Object.assign(item, { id: `mention-${place}`, role: "option" });
        item.dataset.name = name;
        item.append(name, " ", small);
        return item;
      }),
    );
    list.hidden = false;
    body.setAttribute("aria-controls", list.id);
    body.setAttribute("aria-autocomplete", "list");
    mark(0);
  }

  function put(item) {
    body.focus();
    body.setSelectionRange(at, body.selectionStart);
    const text = `${item.dataset.name} `;
    close();
    if (!document.execCommand("insertText", false, text)) body.setRangeText(text, body.selectionStart, body.selectionEnd, "end");
  }

  body.addEventListener("input", () => setTimeout(look)); // behind slash.js, which takes its own list away
  body.addEventListener("blur", () => setTimeout(close, 150));
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const item = event.target.closest("[role=option]");
    if (item) put(item);
  });
  body.addEventListener(
    "keydown",
    (event) => {
      if (list.hidden || event.isComposing) return;
      if (event.key === "ArrowDown") mark(chosen + 1);
      else if (event.key === "ArrowUp") mark(chosen - 1);
      else if ((event.key === "Enter" && !event.ctrlKey && !event.metaKey) || event.key === "Tab") put(items()[chosen]);
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    true,
  );
}
