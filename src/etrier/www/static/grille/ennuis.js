/* What only a person can settle: two values for a cell, a refusal, a text that cannot be read. */
"use strict";

import { nommer, phraseConflit, trancher } from "./bulle.js";
import { dire } from "./bus.js";
import { poser } from "./changer.js";
import { toutes } from "./modele.js";
import { mot } from "./mots.js";
import { aller } from "./selection.js";
import { tapee } from "./rendu.js";

let ecrits = "";

const aRevoir = (une) => une.conflit !== null || une.refus || une.texte !== null;

const signature = (cases) =>
  cases.map((u) => `${u.rang.cle}|${u.jour.n}|${u.raison}|${tapee(u)}|${JSON.stringify(u.conflit)}`).join("\n");

/** Write the list again, when it changed. */
export const listerEnnuis = () => {
  const panneau = document.getElementById("grille-ennuis");
  if (!panneau) return;
  const cases = [...toutes()].filter(aRevoir);
  const dit = signature(cases);
  if (dit === ecrits) return;
  ecrits = dit;
  panneau.hidden = cases.length === 0;
  panneau.querySelector("[data-nombre]").textContent = String(cases.length);
  panneau.querySelector("ul").replaceChildren(...cases.map(article));
};

const article = (une) => {
  const li = document.createElement("li");
  li.append(qui(une), " : ");
  if (une.conflit) li.append(phraseConflit(une), " ", choix(une, "mienne"), " ", choix(une, "leur"));
  else li.append(`${une.raison || mot("erreur")} (${tapee(une)}) `, abandon(une));
  return li;
};

const bouton = (texte, faire, classe = "btn btn-sm btn-outline-primary") => {
  const fait = Object.assign(document.createElement("button"), { type: "button", className: classe });
  fait.textContent = texte;
  fait.addEventListener("click", faire);
  return fait;
};

const qui = (une) => {
  if (!une.td) return mot("ailleurs", { jour: une.jour.n });
  const texte = [une.rang.qui, une.jour.nom].join(", ");
  return bouton(texte, () => aller(une.rang.rang, une.col), "btn-lien");
};

const choix = (une, lequel) => {
  const fait = bouton("", () => {
    trancher(une, lequel);
    dire("regler", une);
  });
  nommer(fait, une, lequel);
  return fait;
};

const abandon = (une) =>
  bouton(mot("abandonner"), () => {
    Object.assign(une, { c: une.base, texte: null, raison: "", refus: false });
    poser([une]);
    dire("regler", une);
  });
