// The one script of the desk's pages. Each module has `start(root)`: it binds what it finds under `root` by its data
// attributes, and is called for the page and for every piece that htmx puts into it. A module has no words of its own:
// they stand in the page, in data attributes or a <template>, where they are translated.

import * as composer from "./composer.js";
import * as frame from "./frame.js";
import * as keys from "./keys.js";
import * as navigate from "./navigate.js";
import * as saved from "./saved.js";
import * as tags from "./tags.js";
import * as zones from "./zones.js";

const modules = [keys, navigate, composer, frame, saved, tags, zones];

function start(root) {
  for (const module of modules) module.start(root);
}

start(document);
document.addEventListener("htmx:load", (event) => {
  if (event.target !== document.body) start(event.target);
});
