// Who gets the answer, said in one line that stays true while To, Cc and Bcc are changed, and who of them is new here.

const ADDRESS = /[^\s<>,;"]+@[^\s<>,;"]+/g;
const addresses = (text) => text.match(ADDRESS) ?? [];

export function start(root) {
  for (const people of root.querySelectorAll("[data-recipients]")) bind(people);
}

function bind(people) {
  const known = new Set(people.querySelector("[data-recipients-known]").content.textContent.toLowerCase().split(/\s+/));
  const words = people.querySelector("[data-recipients-words]").dataset;
  const line = people.querySelector("[data-recipients-line]");
  const field = (name) => people.querySelector(`[data-recipients-of="${name}"]`);
  const { requester, name } = field("to").dataset;
  const fill = () => people.open && (field("to").value ||= requester);
  people.addEventListener("toggle", fill, { once: true });
  people.addEventListener("input", update);
  update();

  function update() {
    const to = field("to").value.trim();
    const ticked = [...people.querySelectorAll('[name="copy"]:checked')].map((box) => box.value);
    const copies = [...addresses(field("cc").value), ...addresses(field("bcc").value), ...ticked].length;
    const who = document.createElement("strong");
    who.textContent = to && to !== requester ? to : name;
    line.replaceChildren(`${words.to} `, who, copies ? `, ${words.copy.replace("{n}", copies)}` : "");
    const typed = ["to", "cc", "bcc"].flatMap((one) => addresses(field(one).value));
    const fresh = typed.filter((one) => !known.has(one.toLowerCase()));
    const said = fresh.length > 1 ? words.newMany : words.new;
    people.querySelector("[data-recipients-new]").textContent = fresh.length ? said.replace("{who}", fresh.join(", ")) : "";
  }
}
