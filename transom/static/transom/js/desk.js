// The one script of the desk's pages. Each module has `start(root)`: it binds what it finds under `root` by its data
// attributes, and is called for the page and for every piece that htmx puts into it. A module has no words of its own:
// they stand in the page, in data attributes or a <template>, where they are translated.

import * as bell from "./bell.js";
import * as bulk from "./bulk.js";
import * as cockpit from "./cockpit.js";
import * as composer from "./composer.js";
import * as copy from "./copy.js";
import * as drafts from "./drafts.js";
import * as files from "./files.js";
import * as find from "./find.js";
import * as frame from "./frame.js";
import * as keys from "./keys.js";
import * as leaving from "./leaving.js";
import * as live from "./live.js";
import * as live_list from "./live_list.js";
import * as live_ticket from "./live_ticket.js";
import * as mentions from "./mentions.js";
import * as moves from "./moves.js";
import * as navigate from "./navigate.js";
import * as palette from "./palette.js";
import * as path_map from "./path_map.js";
import * as places from "./places.js";
import * as presence from "./presence.js";
import * as put_reply from "./put_reply.js";
import * as quick from "./quick.js";
import * as recipients from "./recipients.js";
import * as saved from "./saved.js";
import * as silent from "./silent.js";
import * as slash from "./slash.js";
import * as split from "./split.js";
import * as table from "./table.js";
import * as tags from "./tags.js";
import * as toolbar from "./toolbar.js";
import * as styleguide from "./styleguide.js";
import * as zones from "./zones.js";

const modules = [keys, bell, navigate, palette, bulk, cockpit, drafts, composer, files, recipients, toolbar, mentions, moves, leaving, copy, find, frame, saved, silent, slash, split, table, tags, styleguide, zones, path_map, places, presence, put_reply, quick, live_list, live_ticket, live];

function start(root) {
  for (const module of modules) module.start(root);
}

start(document);
document.addEventListener("htmx:load", (event) => {
  if (event.target !== document.body) start(event.target);
});
