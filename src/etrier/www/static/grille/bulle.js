/* Beside the active cell: why it has a sign; and the choice between two values. */
"use strict";

import { dire, parImage } from "./bus.js";
import { G, RIEN } from "./modele.js";
import { mot } from "./mots.js";
import { active, reprendreFoyer } from "./selection.js";
import { poser, remplir } from "./changer.js";
import { dite } from "./alarmes.js";
import { faire } from "./annuler.js";
import { ecrire } from "./texte.js";

const MARGE = 6;
let bulle = null;
let choix = null;
let decrite = null;

const valeur = (contenu) => ecrire(contenu, G.codes) || mot("vide");

/* Out of the frame, which hides what is outside of it; and after it, for Tab. */
export const preparerBulles = () => {
  bulle = document.getElementById("grille-bulle");
  choix = document.getElementById("grille-conflit");
  if (!bulle || !choix) return;
  G.racine.append(bulle, choix);
  choix.addEventListener("click", (e) => {
    const bouton = e.target.closest("[data-choix]");
    if (!bouton || !active()) return;
    trancher(active(), bouton.dataset.choix);
    dire("regler", active());
  });
  choix.addEventListener("keydown", (e) => {
    if (e.key !== "Escape") return;
    e.stopPropagation();
    reprendreFoyer();
  });
  const revoir = parImage(montrerBulle);
  G.racine.addEventListener("focusin", revoir);
  G.racine.addEventListener("focusout", revoir);
  const replacer = parImage(placer);
  window.addEventListener("scroll", replacer, { capture: true, passive: true });
  window.addEventListener("resize", replacer);
};

const paragraphe = (texte) => Object.assign(document.createElement("p"), { textContent: texte });

const raisons = (une) => [
  ...(une.raison ? [paragraphe(une.raison)] : []),
  ...une.alarmes.map((alarme) => dite(alarme, "p")),
  ...(une.motif ? [paragraphe(mot("corrigee", { motif: une.motif }))] : []),
  ...(une.ferme && une.ligne ? [paragraphe(mot("voirLigne"))] : []),
];

/** Show what there is to say of the active cell. */
export const montrerBulle = () => {
  const une = active();
  if (!bulle || !une) return;
  if (decrite && decrite !== une.td) decrite.removeAttribute("aria-describedby");
  const ici = G.table.contains(document.activeElement) || choix.contains(document.activeElement);
  const dites = ici ? raisons(une) : [];
  bulle.replaceChildren(...dites);
  bulle.hidden = dites.length === 0 || une.conflit !== null;
  bulle.classList.toggle("grave", une.alarmes.some((a) => a.grave) || une.raison !== "");
  choix.hidden = !ici || une.conflit === null;
  if (une.conflit) ecrireChoix(une);
  decrite = bulle.hidden && choix.hidden ? null : une.td;
  if (decrite) une.td.setAttribute("aria-describedby", bulle.hidden ? "grille-conflit-texte" : "grille-bulle");
  else une.td.removeAttribute("aria-describedby");
  placer();
};

const trous = ({ c, conflit }) => ({
  mienne: valeur(c),
  leur: valeur(conflit.c),
  par: conflit.par || mot("quelquun"),
  le: conflit.le,
});

/** The sentence that says both values. */
export const phraseConflit = (une) => mot("conflitTexte", trous(une)).replace(/\s+\./, ".");

const ecrireChoix = (une) => {
  const texte = choix.querySelector("[data-texte]");
  texte.id = "grille-conflit-texte";
  choix.querySelector("#grille-conflit-titre").textContent = mot("conflitTitre");
  texte.textContent = phraseConflit(une);
  nommer(choix.querySelector('[data-choix="mienne"]'), une, "mienne");
  nommer(choix.querySelector('[data-choix="leur"]'), une, "leur");
};

/** Write on a button what it keeps. */
export const nommer = (bouton, une, lequel) => {
  const nom = lequel === "mienne" ? "garder" : "prendre";
  bouton.textContent = mot(nom, { valeur: trous(une)[lequel] });
};

/** Put the focus on the choice. */
export const entrerDansLeChoix = () => {
  if (choix && !choix.hidden) choix.querySelector("button").focus();
};

/** Keep mine over theirs, or take theirs: from then on what the server has is known. */
export const trancher = (une, lequel) => {
  if (!une.conflit) return;
  const leur = une.conflit.c || RIEN;
  Object.assign(une, { base: leur, conflit: null, refus: false });
  if (lequel === "mienne") poser([une]);
  else if (!une.td || !faire([remplir(une, leur)])) {
    une.c = leur;
    poser([une]);
  }
};

/* Under the cell when there is room, above otherwise; never over it, never out of the window. */
const placer = () => {
  const une = active();
  const boite = [bulle, choix].find((x) => x && !x.hidden);
  if (!boite || !une) return;
  const cadre = une.td.getBoundingClientRect();
  const { width, height } = boite.getBoundingClientRect();
  const dessous = cadre.bottom + MARGE + height <= innerHeight;
  const haut = dessous ? cadre.bottom + MARGE : Math.max(MARGE, cadre.top - MARGE - height);
  const gauche = Math.min(Math.max(MARGE, cadre.left), document.documentElement.clientWidth - width - MARGE);
  boite.style.transform = `translate(${Math.round(gauche)}px, ${Math.round(haut)}px)`;
  const frame = G.table.parentNode.getBoundingClientRect();
  boite.style.visibility = cadre.bottom < frame.top || cadre.top > frame.bottom ? "hidden" : "";
};
