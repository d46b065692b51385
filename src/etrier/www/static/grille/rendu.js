/* What a cell shows and says; only what changed is written in the page. */
"use strict";

import { G, aEnvoyer, contenuVu } from "./modele.js";
import { mot } from "./mots.js";
import { ecrire } from "./texte.js";

/** The text of a cell: what was typed when it cannot be read, else its hours. */
export const texteDe = (une) => {
  if (une.texte !== null && !une.ferme) return une.texte;
  return ecrire(contenuVu(une), G.codes) || (une.figee ? "0h" : "");
};

/** What the person typed that is not saved: `7h30`, or what cannot be read. */
export const tapee = (une) => (une.texte !== null ? une.texte : ecrire(une.c, G.codes) || mot("vide"));

const libelle = (une, texte) => {
  const suites = [
    une.figee && (une.motif ? mot("corrigee", { motif: une.motif }) : mot("validee")),
    une.hors && !texte && mot("hors"),
    une.conflit && mot("desaccord"),
    (une.texte !== null || une.refus) && mot("erreur"),
    une.alarmes.length && mot("alarme"),
  ].filter(Boolean);
  const valeur = [texte || (une.hors ? "" : mot("vide")), ...suites].filter(Boolean).join(", ");
  return mot("libelle", {
    qui: une.rang.qui,
    jour: une.jour.nom,
    quoi: une.rang.intitule,
    valeur,
  });
};

const CLASSES = {
  modifie: aEnvoyer,
  erreur: (une) => une.texte !== null || une.refus,
  conflit: (une) => une.conflit !== null,
  alarme: (une) => une.alarmes.length > 0,
  grave: (une) => une.alarmes.some((a) => a.grave),
  fige: (une) => une.figee,
  corrige: (une) => une.motif !== "",
};

/** Make room for what is longer than `7h30`. */
export const ajuster = (td, texte) => {
  td.classList.toggle("moyen", texte.length === 5);
  td.classList.toggle("long", texte.length > 5);
};

/** Write cells in the page. */
export const dessiner = (cases) => {
  for (const une of cases) if (une.td) dessinerUne(une);
};

const dessinerUne = (une) => {
  const { td } = une;
  const texte = texteDe(une);
  if (td.dataset.texte === undefined) td.dataset.texte = td.textContent.trim();
  // The cell being typed in is drawn once the typing is over.
  if (td.dataset.texte !== texte && !td.classList.contains("edition")) {
    td.dataset.texte = texte;
    td.textContent = texte;
    ajuster(td, texte);
    if (texte) elargir(une.jour);
  }
  for (const [nom, vrai] of Object.entries(CLASSES)) td.classList.toggle(nom, vrai(une));
  if (CLASSES.erreur(une)) td.setAttribute("aria-invalid", "true");
  else td.removeAttribute("aria-invalid");
  if (une.ferme) td.setAttribute("aria-readonly", "true");
  const dit = libelle(une, texte);
  if (td.getAttribute("aria-label") !== dit) td.setAttribute("aria-label", dit);
};

/* A day off without an hour is a narrow column: it opens with its first hour. */
const elargir = (jour) => {
  const th = G.table.tHead.querySelector(`th[data-jour="${jour.n}"].creux`);
  if (!th) return;
  for (const une of G.table.querySelectorAll(`[data-jour="${jour.n}"].creux`)) {
    une.classList.remove("creux");
  }
};
