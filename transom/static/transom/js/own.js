// What a window keeps for the person at it, and for nobody who comes next: a place of their own in the browser's store.

const PERSON = "transom.person";
const KEPT = ["transom.told.on", "transom.keys.off"]; // what was chosen for this browser, whoever is at it

const me = document.body.dataset.person ?? "";

// Of each kind of store: the tab's, which other tabs do not empty, and the browser's.
for (const store of [sessionStorage, localStorage]) {
  if (me && store.getItem(PERSON) !== me) {
    empty(store);
    store.setItem(PERSON, me);
  }
}

function empty(store) {
  for (const name of Object.keys(store)) if (name.startsWith("transom.") && !KEPT.includes(name)) store.removeItem(name);
}

// Whoever uses this browser next finds nothing of who was here.
document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-sign-out]")) for (const store of [sessionStorage, localStorage]) empty(store);
}, { capture: true });
