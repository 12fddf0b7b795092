// The rows of the list: which there are, whether they are in sight, and how one opens.

/** The links of the rows, in their order. */
export const rows = () => [...document.querySelectorAll("[data-rows] [data-row]")];

/** Is the list in sight? A narrow window shows the list or the ticket. */
export const isBeside = () => Boolean(document.querySelector(".list-pane")?.checkVisibility());

export function openRow(link) {
  link?.click();
  return Boolean(link);
}
