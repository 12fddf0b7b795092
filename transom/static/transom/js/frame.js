// Gives a mail's frame the height of its document. The frame runs no scripts; without this one it scrolls.

const LIMIT = 4000;

function fit(frame) {
  const body = frame.contentDocument?.documentElement;
  if (!body?.scrollHeight) return;
  // A page whose height follows the frame's would grow for ever: measure it small.
  frame.style.blockSize = "0";
  frame.style.blockSize = `${Math.min(body.scrollHeight + 2, LIMIT)}px`;
}

function watch(frame) {
  if (frame.dataset.watched) return;
  frame.dataset.watched = "";
  frame.addEventListener("load", () => fit(frame));
  let width = 0;
  new ResizeObserver(([entry]) => {
    if (entry.contentRect.width === width) return;
    width = entry.contentRect.width;
    fit(frame);
  }).observe(frame);
}

export function start(root) {
  root.querySelectorAll("iframe[data-mail-frame]").forEach(watch);
}
