// On a phone the links above the setup pages are one line that scrolls: the place where one is comes to its middle.

export function start(root) {
  for (const here of root.querySelectorAll("[data-places] [aria-current]")) {
    const line = here.parentElement;
    const [place, seen] = [here.getBoundingClientRect(), line.getBoundingClientRect()];
    line.scrollLeft += place.left + place.width / 2 - seen.left - seen.width / 2;
  }
}
