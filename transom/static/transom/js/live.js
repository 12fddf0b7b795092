// The window's one stream of news. What it says is told on the document: `live:open`, `live:tickets` ({numbers, many}),
// `live:presence` ({number, people}), `live:review` ({keys}), `live:bell` ({unread}). `many` means: so much changed that it is not named.
//
// A browser has six connections to a desk without TLS, so a window that is hidden gives its stream back; one of them
// keeps it, for the bell. Whoever comes back hears what they missed.

export const settings = document.querySelector("[data-live]")?.dataset ?? {};
export const name = [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");

const HIDDEN = 10_000;
const AGAIN = 5_000;
const LONGEST = 120_000;

let source = null;
let last = settings.last ?? "";
let wait = AGAIN;
let isOver = !settings.here;
let opening, hiding, giveUp;

const tell = (kind, detail) => document.dispatchEvent(new CustomEvent(`live:${kind}`, { detail }));

function open() {
  clearTimeout(opening);
  if (source || isOver) return;
  source = new EventSource(`/live/?${new URLSearchParams({ window: name, last })}`);
  const hear = (kind, then = tell) =>
    source.addEventListener(kind, (event) => {
      last = event.lastEventId || last;
      then(kind, JSON.parse(event.data));
    });
  hear("hello", () => {
    wait = AGAIN;
    tell("open");
  });
  for (const kind of ["tickets", "presence", "review", "bell"]) hear(kind);
  hear("over", () => {
    isOver = true;
    close();
  });
  source.addEventListener("error", () => {
    if (source?.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
    close();
    opening = setTimeout(open, wait * (0.8 + 0.4 * Math.random()));
    wait = Math.min(2 * wait, LONGEST);
  });
}

function close() {
  clearTimeout(opening);
  source?.close();
  source = null;
}

function hide() {
  if (!navigator.locks) return close();
  return navigator.locks.request("transom.live", { ifAvailable: true }, (lock) => {
    if (!lock || !document.hidden) return close();
    return new Promise((done) => (giveUp = done));
  });
}

document.addEventListener("visibilitychange", () => {
  clearTimeout(hiding);
  if (document.hidden) {
    hiding = setTimeout(hide, HIDDEN);
  } else {
    giveUp?.();
    giveUp = null;
    open();
  }
});
addEventListener("pagehide", close);
addEventListener("pageshow", open);

export function start() {}
