/* The list of sheets: it sends what waits, and keeps on the phone the sheets of the week and the
   list of the next one. */
"use strict";

import { lister } from "./depot.js";
import { envoyer } from "./envoi.js";
import { direEtat, direPanne } from "./etat.js";
import { garder } from "./garde.js";

const GARDEES = 8;
const cadre = document.getElementById("feuilles");
const mots = JSON.parse(document.getElementById("feuille-mots").textContent);
const compte = Number(cadre.dataset.compte);

const partir = async () => {
  const issue = navigator.onLine ? await envoyer(compte) : "attente";
  direEtat(mots, issue, await lister("changements", compte), await lister("photos", compte));
};

const commencer = async () => {
  await partir();
  const liens = [...cadre.querySelectorAll("a[data-garder]")].map((lien) => lien.href);
  await garder(cadre.dataset, [location.pathname, ...liens.slice(0, GARDEES)]);
};

window.addEventListener("online", () => partir().catch(() => direPanne(mots)));
commencer().catch(() => direPanne(mots));
