/* On every page: the sheets kept on this phone follow who is signed in, and leave with her. */
"use strict";

import { lister, oublier } from "./depot.js";
import { marquer } from "./garde.js";

const formulaire = document.querySelector("form[data-sortie]");
const compte = formulaire ? Number(formulaire.dataset.sortie) : 0;

const partir = async () => {
  const restent = (await lister("changements", compte)).length + (await lister("photos", compte)).length;
  const question = formulaire.dataset.avertissement.replace("%n%", restent);
  if (restent && !window.confirm(question)) return;
  await oublier(compte);
  await marquer("");
  formulaire.submit();
};

if (formulaire) {
  // Before the listeners of the other scripts: they must see that it is held back.
  document.addEventListener(
    "submit",
    (e) => {
      if (e.target !== formulaire || !window.indexedDB) return;
      e.preventDefault();
      partir().catch(() => formulaire.submit());
    },
    true,
  );
}
marquer(compte ? String(compte) : "").catch(() => null);
