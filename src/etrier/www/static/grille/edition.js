/* Typing: one input, that goes from cell to cell. */
"use strict";

import { faire } from "./annuler.js";
import { dire } from "./bus.js";
import { comprendre } from "./changer.js";
import { G, ouverte } from "./modele.js";
import { mot } from "./mots.js";
import { active } from "./selection.js";
import { ecrire } from "./texte.js";

let champ = null;
let editee = null;
let depart = "";

/** Make the input. */
export const preparerEdition = () => {
  champ = document.createElement("input");
  champ.id = "grille-editeur";
  champ.type = "text";
  champ.autocomplete = "off";
  champ.autocapitalize = "characters";
  champ.spellcheck = false;
  champ.maxLength = 40;
  champ.enterKeyHint = "next";
  champ.addEventListener("blur", () => valider());
};

/** The cell being typed in, if there is one. */
export const enEdition = () => editee;

/** True when arrows must move inside the text: it was opened to be corrected, not replaced. */
export const corrige = () => editee !== null && champ.dataset.mode === "corriger";

/** Open the input on the active cell: empty, to type over, or with what the cell holds. */
export const ouvrir = (mode) => {
  const une = active();
  if (!une || editee) return;
  if (!ouverte(une)) {
    if (mode === "corriger") dire("annonce", mot("nonModifiable"));
    return;
  }
  editee = une;
  depart = une.texte !== null ? une.texte : ecrire(une.c, G.codes);
  champ.dataset.mode = mode;
  champ.value = mode === "corriger" ? depart : "";
  champ.setAttribute("aria-label", une.td.getAttribute("aria-label"));
  const raison = une.td.getAttribute("aria-describedby");
  if (raison) champ.setAttribute("aria-describedby", raison);
  else champ.removeAttribute("aria-describedby");
  une.td.classList.add("edition");
  une.td.append(champ);
  champ.focus({ preventScroll: true });
  if (mode === "corriger") champ.select();
};

const fermer = () => {
  const une = editee;
  editee = null;
  une.td.classList.remove("edition");
  champ.remove();
  dire("redessiner", [une]);
  return une;
};

/** Keep what was typed. */
export const valider = () => {
  if (!editee) return;
  const texte = champ.value;
  const une = fermer();
  if (texte.trim() === depart) return;
  faire([comprendre(une, texte)]);
  dire("annonce", une.texte === null ? "" : une.raison);
};

/** Give up what was typed. */
export const renoncer = () => {
  if (!editee) return;
  champ.value = depart;
  fermer();
};
