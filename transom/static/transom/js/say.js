// Says a short word to everyone: shown for a moment at the foot of the window, and read aloud. The words stand in the page,
// as data attributes of `#said`; what an element says of itself is handed over as it is.

const LONG = 6000;
let timer = 0;

/** `what` is the name of a data attribute of `#said`, or the words themselves. */
export function say(what) {
  const place = document.querySelector("#said");
  if (!place) return;
  place.textContent = place.dataset[what] ?? what;
  place.dataset.shown = "";
  clearTimeout(timer);
  timer = setTimeout(() => delete place.dataset.shown, LONG);
}

export function start() {}
