// The page that shows what a split will be. The subject that is proposed follows the ticks, until somebody writes another.

const proposed = () => document.querySelector("#split-result").dataset.proposed;

function follow(words) {
  const subject = words.form.elements.subject;
  let before = proposed();
  const inputs = [...words.querySelectorAll("input")];

  document.addEventListener("htmx:afterSwap", () => {
    if (subject.value === before) subject.value = proposed();
    before = proposed();
  });
  // What was ticked before there was a script to hear it, or was brought back by the browser with the page.
  document.addEventListener("htmx:load", () => {
    if (inputs.some((input) => input.checked !== input.defaultChecked)) window.htmx.trigger(words, "change");
  }, { once: true });
}

export function start(root) {
  for (const words of root.querySelectorAll("[data-split]")) follow(words);
}
