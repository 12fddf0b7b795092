// Which labels fit words that someone types, which fit best, and where. Every word has to be found, in any order; the
// beginning of a word counts more than its middle, and the beginning of the label most.

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const words = (query) => plain(query).split(/\s+/).filter(Boolean);

function score(label, wanted) {
  const parts = label.split(/[^\p{L}\p{N}]+/u);
  let sum = 0;
  for (const word of wanted) {
    const place = label.indexOf(word);
    if (place < 0) return 0;
    const starts = parts.some((part) => part.startsWith(word));
    sum += place === 0 ? 4 : starts ? 2 : 1;
  }
  return sum;
}

/** The items whose `label` fits, the best first; among equals those with the smaller `place(item)`. */
export function order(items, query, place) {
  const wanted = words(query);
  return items
    .map((item) => ({ ...item, score: score(plain(item.label), wanted) }))
    .filter((item) => item.score)
    .sort((one, other) => other.score - one.score || place(one) - place(other) || 0);
}

/** The label as nodes, with what fits in <mark>. */
export function marked(label, query) {
  const folded = plain(label);
  if (folded.length !== label.length) return [label];
  const spans = words(query)
    .map((word) => [folded.indexOf(word), word.length])
    .filter(([start]) => start >= 0)
    .sort(([one], [other]) => one - other);
  const nodes = [];
  let end = 0;
  for (const [start, length] of spans) {
    if (start < end) continue;
    nodes.push(label.slice(end, start), Object.assign(document.createElement("mark"), { textContent: label.slice(start, start + length) }));
    end = start + length;
  }
  return [...nodes, label.slice(end)];
}
