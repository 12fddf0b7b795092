/** The map of a path: where it is wider than its frame, it begins with the main way in the middle, and what is told of a
 *  move comes into view with it. */

export function start(root) {
  for (const frame of root.querySelectorAll("[data-path-map]")) {
    const first = frame.querySelector(".path-box")?.getBoundingClientRect();
    const around = frame.getBoundingClientRect();
    if (first && frame.scrollWidth > frame.clientWidth) {
      frame.scrollLeft += first.left + first.width / 2 - (around.left + around.width / 2);
    }
    frame.addEventListener("focusin", (event) => {
      if (!event.target.matches(":focus-visible")) return;
      event.target.querySelector?.(".path-tip")?.scrollIntoView({ block: "nearest", inline: "nearest" });
    });
  }
}
