// The box of the page that finds: what the last part of a question may become, as it is typed. Without it the box is a form.

const PAUSE = 80;

function complete(form) {
  const input = form.querySelector('input[type="search"]');
  const list = form.querySelector("[role=listbox]");
  let timer = 0;
  let asked = null;
  let at = -1;
  list.id = "find-completions";
  for (const [name, value] of [["role", "combobox"], ["aria-controls", list.id], ["aria-autocomplete", "list"], ["aria-expanded", "false"]]) {
    input.setAttribute(name, value);
  }

  const options = () => [...list.children];

  function close() {
    clearTimeout(timer);
    asked?.abort();
    list.replaceChildren();
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    at = -1;
  }

  function choose(place) {
    at = place;
    for (const [number, option] of options().entries()) option.ariaSelected = String(number === at);
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", options()[at].id);
      options()[at].scrollIntoView({ block: "nearest" });
    }
  }

  function take(option) {
    input.value = option.dataset.question;
    close();
    input.focus();
    ask();
  }

  async function ask() {
    asked?.abort();
    asked = new AbortController();
    const question = input.value;
    if (!question.trim() || input.selectionStart !== question.length) return close();
    try {
      const url = `${form.dataset.completions}?${new URLSearchParams({ q: question })}`;
      const answer = await fetch(url, { signal: asked.signal, headers: { "HX-Request": "true" } });
      if (answer.ok && !answer.redirected && input.value === question) show(await answer.text());
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  function show(text) {
    const found = [...new DOMParser().parseFromString(text, "text/html").querySelectorAll("[role=option]")];
    list.replaceChildren(...found.map((option) => document.adoptNode(option)));
    for (const [number, option] of options().entries()) option.id = `find-completion-${number}`;
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
    choose(-1);
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    const count = options().length;
    if (event.isComposing || !count) return;
    if (event.key === "ArrowDown") choose((at + 1) % count);
    else if (event.key === "ArrowUp") choose(at <= 0 ? count - 1 : at - 1);
    else if (event.key === "Escape") close();
    else if ((event.key === "Enter" || event.key === "Tab") && at >= 0) take(options()[at]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  input.addEventListener("blur", close);
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });
}

export function start(root) {
  for (const form of root.querySelectorAll("[data-find]")) complete(form);
}
