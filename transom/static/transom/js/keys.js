// Single keys. An element offers itself with `data-key`: what can be pressed is pressed, the rest gets focus.
// Inside `data-keys-within` the keys count only while focus is there.

const OFF = "transom.keys.off";
const root = document.documentElement;
const dialog = document.querySelector("[data-keys-dialog]");
const toggle = document.querySelector("[data-keys-switch]");

const isOff = () => root.dataset.keys === "off";

function typing(target) {
  return target.isContentEditable || target.matches("textarea, select, input:not([type=radio], [type=checkbox])");
}

function step(by) {
  const links = [...document.querySelectorAll("[data-row]")].filter((link) => link.checkVisibility());
  const focused = links.indexOf(document.activeElement);
  const current = links.findIndex((link) => link.ariaCurrent === "true");
  const at = focused >= 0 ? focused : current;
  const next = links[at < 0 ? 0 : at + by];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
  return Boolean(next);
}

function press(key) {
  for (const element of document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)) {
    const fence = element.parentElement.closest("[data-keys-within]");
    if (!element.checkVisibility() || (fence && !fence.contains(document.activeElement))) continue;
    use(element);
    return true;
  }
  return false;
}

function use(element) {
  if (element.matches("a, button")) element.click();
  else if (element.matches("summary")) open(element.parentElement);
  else if (element.matches("[type=radio]")) {
    element.click();
    (element.form?.querySelector("[data-composer-body]") ?? element).focus();
  } else if (element.matches("[data-keys-within]")) element.querySelector("button, a, select, summary")?.focus();
  else element.focus();
}

function open(details) {
  details.open = true;
  details.querySelector("select, textarea, input:not([type=hidden])")?.focus();
}

function showKeys() {
  toggle.checked = !isOff();
  dialog.showModal();
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (isOff() || dialog?.open || typing(event.target)) return;
  const done =
    event.key === "j" ? step(1) : event.key === "k" ? step(-1) : event.key === "?" ? (showKeys(), true) : press(event.key);
  if (done) event.preventDefault();
});

export function start(part) {
  for (const opener of part.querySelectorAll("[data-keys-open]")) {
    opener.hidden = false;
    opener.addEventListener("click", showKeys);
  }
}

if (dialog) {
  if (localStorage.getItem(OFF)) root.dataset.keys = "off";
  toggle.addEventListener("change", () => {
    if (toggle.checked) {
      localStorage.removeItem(OFF);
      delete root.dataset.keys;
    } else {
      localStorage.setItem(OFF, "1");
      root.dataset.keys = "off";
    }
  });
}
