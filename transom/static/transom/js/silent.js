// Silent tickets: j and k go from one to the next, all of a group can be ticked, and after an act one is at the next row.
// A key of a row that is pressed while no row has the focus acts on none: it goes to the first, so that one sees whom it means.

const links = () => [...document.querySelectorAll("[data-silent] [data-silent-link]")];

function step(by) {
  const all = links();
  const at = all.findIndex((link) => link.closest("[data-silent]").contains(document.activeElement));
  show(all[at < 0 ? 0 : at + by]);
}

function show(link) {
  link?.focus({ focusVisible: true });
  link?.closest("[data-silent]").scrollIntoView({ block: "nearest" });
}

function count(page) {
  const place = page.querySelector("[data-silent-count]");
  if (!place) return;
  const ticked = page.querySelectorAll('[data-silent] [name="items"]:checked').length;
  place.textContent = ticked === 1 ? place.dataset.one : ticked ? place.dataset.many.replace("{count}", ticked) : "";
}

function group(section, page) {
  const all = section.querySelector("[data-silent-all]");
  const boxes = [...section.querySelectorAll('[name="items"]')];
  if (!all || boxes.length < 2) return;
  all.hidden = false;
  all.addEventListener("click", () => {
    const ticked = boxes.every((box) => box.checked);
    for (const box of boxes) box.checked = !ticked;
    count(page);
  });
}

function meantNobody(event) {
  const free = document.activeElement === document.body && document.documentElement.dataset.keys !== "off";
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1 || !free) return;
  if (document.querySelector(`[data-silent] [data-key="${CSS.escape(event.key)}"]`)) show(links()[0]);
}

function begin(page) {
  document.addEventListener("keydown", meantNobody);
  page.querySelectorAll("[data-silent-steps]").forEach((steps) => (steps.hidden = false));
  for (const button of page.querySelectorAll("[data-silent-step]")) {
    button.addEventListener("click", () => step(Number(button.dataset.silentStep)));
  }
  page.querySelectorAll("[data-silent-group]").forEach((section) => group(section, page));
  page.addEventListener("change", () => count(page));
  count(page);
  const here = location.hash.startsWith("#silent-") && document.getElementById(location.hash.slice(1));
  if (!here) return;
  const go = () => show(here.querySelector("[data-silent-link]"));
  // The browser itself goes to the place in the address when all is loaded, and lets go of the focus.
  if (document.readyState === "complete") go();
  else addEventListener("load", () => setTimeout(go), { once: true });
}

export function start(root) {
  root.querySelectorAll("[data-silent-page]").forEach(begin);
}
