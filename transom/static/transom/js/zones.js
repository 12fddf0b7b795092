// Offers the browser's time zone to somebody who has chosen none, where it is another than the one that they read in.

export function start(root) {
  for (const form of root.querySelectorAll("[data-zone-offer]")) {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (!here || here === form.dataset.zoneOffer) continue;
    form.querySelector("[data-zone-here]").textContent = here.replaceAll("_", " ");
    form.querySelector("[data-zone-take]").value = here;
    form.hidden = false;
  }
}
