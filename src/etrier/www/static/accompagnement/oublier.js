/* The server has it: what was kept in the tab while typing is forgotten. */
"use strict";

for (const fini of document.querySelectorAll("[data-brouillon-fini]")) {
  sessionStorage.removeItem("etrier-brouillon:" + fini.dataset.brouillonFini);
}
