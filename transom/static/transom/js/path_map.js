/** The map of a path: where it is wider than its frame, it begins with the main way in the middle. */

export function start(root) {
  for (const frame of root.querySelectorAll("[data-path-map]")) {
    const first = frame.querySelector(".path-box")?.getBoundingClientRect();
    const around = frame.getBoundingClientRect();
    if (first && frame.scrollWidth > frame.clientWidth) {
      frame.scrollLeft += first.left + first.width / 2 - (around.left + around.width / 2);
    }
  }
}
