// A field of tags offers the desk's list, for the tag that is being typed: those before it stay. The list is asked for
// once a window, when the first such field is entered.

let offered;

function list() {
  const made = document.getElementById("tags-offered") ?? document.createElement("datalist");
  made.id = "tags-offered";
  if (!made.isConnected) document.body.append(made);
  return made;
}

async function ask(url) {
  const answer = await fetch(url).catch(() => null);
  if (!answer?.ok) return [];
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return [...page.querySelectorAll("option")].map((option) => [option.value, option.label]);
}

async function offer(field) {
  offered ??= ask(field.dataset.tags);
  const before = field.value.slice(0, field.value.lastIndexOf(",") + 1);
  const held = before.split(",").map((tag) => tag.trim().toLowerCase());
  const options = (await offered)
    .filter(([tag]) => !held.includes(tag))
    .map(([tag, label]) => new Option(label, before ? `${before} ${tag}` : tag));
  list().replaceChildren(...options);
}

export function start(root) {
  for (const field of root.querySelectorAll("input[data-tags]")) {
    field.setAttribute("list", "tags-offered");
    field.addEventListener("focus", () => offer(field));
    field.addEventListener("input", () => offer(field));
  }
}
