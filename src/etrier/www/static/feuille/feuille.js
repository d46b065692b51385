/* The weekly sheet: what is touched is written down on the phone at once, then sent. */
"use strict";

import { creer, peindre } from "./carte.js";
import { lister, noter, poser, retirer } from "./depot.js";
import { envoyer } from "./envoi.js";
import { direEtat, direPanne } from "./etat.js";
import { garder } from "./garde.js";
import { Journees, TRAVAIL, enMinutes } from "./journees.js";
import { garderPhoto } from "./photo.js";

const REPOS = 700;
const RELANCE = 20_000;
const VIEILLE = 5 * 60_000;
const racine = document.getElementById("feuille");
const contenu = JSON.parse(document.getElementById("feuille-contenu").textContent);
const mots = { ...JSON.parse(document.getElementById("feuille-mots").textContent), langue: document.documentElement.lang };
const { compte, adresses } = contenu;
const journees = new Journees(contenu);
const liste = document.getElementById("personnes");
const cartes = new Map();
let ouverte = {};
let defaire = [];
let issue = "fait";
let horloge = 0;
let luA = Date.now();

const lesJours = contenu.jours.map((j) => j.le);
const iso = (d) => `${d.getFullYear()}-${String(d.getMonth() + 1).padStart(2, "0")}-${String(d.getDate()).padStart(2, "0")}`;
let jour = [location.hash.slice(1), iso(new Date()), lesJours[0]].find((j) => lesJours.includes(j));

/* — Showing — */

const ajouterCarte = (contrat) => {
  if (cartes.has(contrat)) return;
  const carte = creer(document.getElementById("modele-carte"), journees.personnes.get(contrat));
  cartes.set(contrat, carte);
  liste.append(carte);
  const option = document.querySelector(`#ajouter option[value="${contrat}"]`);
  if (option) option.remove();
  const formulaire = document.getElementById("ajouter");
  if (formulaire) formulaire.hidden = !formulaire.elements.contrat.options.length;
};

const peindreCarte = (contrat) => {
  const voeu = journees.voeux.get(`${contrat}/${jour}`);
  const etat = (voeu && voeu.etat) || journees.etat(contrat, jour);
  peindre(cartes.get(contrat), {
    vue: journees.montre(contrat, jour),
    voeu,
    present: journees.duServeur(etat),
    obstacle: journees.obstacle(contrat, jour),
    ferie: contenu.jours[lesJours.indexOf(jour)].ferie,
    ouvert: ouverte.contrat === contrat ? ouverte.partie : "",
    semaine: journees.semaine(contrat),
    mots,
  });
};

const peindreOnglets = () => {
  for (const onglet of document.querySelectorAll("[data-onglet]")) {
    const le = onglet.dataset.onglet;
    const nombre = journees.remplis(le);
    const decider = journees.aDecider(le);
    onglet.classList.toggle("decider", decider);
    onglet.setAttribute("aria-pressed", String(le === jour));
    onglet.classList.toggle("aujourdhui", le === iso(new Date()));
    onglet.querySelector("[data-nombre]").textContent = decider ? "!" : nombre || "";
    const dit = nombre ? mots.remplis.replace("%n%", nombre) : mots.aucun;
    onglet.querySelector("[data-nombre-dit]").textContent = decider ? `${dit}${mots.aDecider}` : dit;
  }
  for (const titre of document.querySelectorAll("[data-titre-jour]")) titre.hidden = titre.dataset.titreJour !== jour;
};

const toutPeindre = () => {
  peindreOnglets();
  for (const contrat of cartes.keys()) peindreCarte(contrat);
  const annuler = document.querySelector("[data-ensemble=annuler]");
  if (annuler) annuler.hidden = !defaire.length;
};

const montrerPhotos = (photos) => {
  const cadre = document.getElementById("photos-attente");
  const siennes = photos.filter((p) => p.adresse === adresses.photo);
  cadre.replaceChildren(
    ...siennes.map((p) => {
      const element = document.getElementById("modele-photo").content.firstElementChild.cloneNode(true);
      element.querySelector("img").src = p.vignette;
      if (p.phrase) element.querySelector("[data-dit]").textContent = p.phrase;
      const bouton = element.querySelector("button");
      bouton.addEventListener("click", () => retirer("photos", p.rang).then(relire));
      bouton.hidden = !p.phrase;
      return element;
    }),
  );
};

/* Read again what the phone keeps, and show it. */
const relire = async () => {
  const [etats, changements, photos] = await Promise.all(["etats", "changements", "photos"].map((m) => lister(m, compte)));
  const dIci = (objets) => objets.filter((o) => o.adresse === adresses.synchroniser);
  journees.rafraichir(dIci(etats), dIci(changements));
  direEtat(mots, issue, changements, photos);
  montrerPhotos(photos);
  toutPeindre();
};

/* — Sending — */

const partir = async () => {
  clearTimeout(horloge);
  const avant = (await lister("photos", compte)).length;
  issue = navigator.onLine ? await envoyer(compte) : "attente";
  await relire();
  const vieille = Date.now() - luA > VIEILLE;
  if (navigator.onLine && (vieille || (avant && !(await lister("photos", compte)).length))) {
    luA = Date.now();
    await relirePage();
  }
};

const bientot = () => {
  clearTimeout(horloge);
  horloge = setTimeout(() => partir().catch(enPanne), REPOS);
};

/* The page read again from the server: photos that have arrived, what others wrote. */
const relirePage = async () => {
  const reponse = await fetch(location.pathname).catch(() => null);
  if (!reponse || !reponse.ok || reponse.headers.get("X-Feuille-Compte") !== String(compte)) return;
  const page = new DOMParser().parseFromString(await reponse.text(), "text/html");
  journees.reprendre(JSON.parse(page.getElementById("feuille-contenu").textContent));
  document.getElementById("photos-envoyees").replaceWith(document.adoptNode(page.getElementById("photos-envoyees")));
  await relire();
};

const enPanne = () => {
  racine.hidden = false;
  direPanne(mots);
};

/* — Touching — */

const ecrire = (contrat, voeu, le = jour) => {
  const ancien = journees.voeux.get(`${contrat}/${le}`);
  const { version, lignes } = (ancien && ancien.etat) || journees.etat(contrat, le);
  return noter({
    compte,
    adresse: adresses.synchroniser,
    page: location.pathname,
    case: `${contrat}/${le}`,
    contrat,
    jour: le,
    version,
    vu: lignes,
    etat: null,
    phrase: "",
    nature: TRAVAIL,
    arrivee: null,
    depart: null,
    pause: 0,
    ...voeu,
  });
};

const changer = async (contrat, voeu) => {
  defaire = [];
  await ecrire(contrat, voeu);
  await relire();
  bientot();
};

const deplier = (contrat, partie) => {
  const deja = ouverte.contrat === contrat && ouverte.partie === partie;
  ouverte = deja ? {} : { contrat, partie };
  toutPeindre();
};

const horaires = (contrat) => {
  const { arrivee, depart, pause } = journees.montre(contrat, jour);
  return { arrivee, depart, pause };
};

const reglerHoraire = async (contrat, nom, minutes) => {
  const voulus = { ...horaires(contrat), [nom]: minutes };
  const bons = voulus.arrivee >= 0 && voulus.arrivee < voulus.depart && voulus.depart < 1440 && voulus.pause >= 0 && voulus.pause < voulus.depart - voulus.arrivee;
  const alerte = cartes.get(contrat).querySelector("[data-impossible]");
  alerte.hidden = bons;
  if (bons) await changer(contrat, voulus);
};

const decider = async (contrat, garderMien) => {
  const voeu = journees.voeux.get(`${contrat}/${jour}`);
  const { nature, arrivee, depart, pause } = voeu;
  if (garderMien) await ecrire(contrat, { nature, arrivee, depart, pause });
  else await retirer("changements", voeu.rang);
  await relire();
  bientot();
};

const ACTES = {
  present: (contrat) => {
    const { genre } = journees.montre(contrat, jour);
    if (genre === "present") return deplier(contrat, "reglages");
    ouverte = genre === "heures" ? { contrat, partie: "reglages" } : {};
    return changer(contrat, journees.presence(contrat, jour));
  },
  absent: (contrat) => deplier(contrat, "natures"),
  regler: (contrat) => deplier(contrat, "reglages"),
  vide: (contrat) => {
    ouverte = {};
    return changer(contrat, {});
  },
  garder: (contrat) => decider(contrat, true),
  prendre: (contrat) => decider(contrat, false),
};

const toucher = async (bouton) => {
  const contrat = Number(bouton.closest("[data-contrat]").dataset.contrat);
  if (bouton.dataset.nature) {
    ouverte = {};
    await changer(contrat, { nature: Number(bouton.dataset.nature) });
    cartes.get(contrat).querySelector("[data-acte=absent]").focus({ preventScroll: true });
  } else if (bouton.dataset.pas) {
    const nom = bouton.dataset.de;
    await reglerHoraire(contrat, nom, journees.montre(contrat, jour)[nom] + Number(bouton.dataset.pas));
  } else if (bouton.dataset.acte) await ACTES[bouton.dataset.acte](contrat);
};

/* Those of whom nothing is said yet; with the hours typed elsewhere, for who confirms them. */
const libres = (genres) =>
  [...cartes.keys()].filter((c) => !journees.obstacle(c, jour) && genres.includes(journees.montre(c, jour).genre));

const voeuxDe = (quoi) => {
  if (quoi === "presents") return libres(["vide", "heures"]).map((c) => ({ contrat: c, voeu: journees.presence(c, jour) }));
  const veille = journees.veille([...cartes.keys()], jour);
  return libres(["vide"]).map((c) => ({ contrat: c, voeu: journees.commeLaVeille(c, jour, veille) }));
};

/* The whole team at once. What was empty can be emptied again; hours confirmed stay. */
const ensemble = async (quoi) => {
  if (quoi === "annuler") {
    for (const { contrat, le } of defaire) await ecrire(contrat, {}, le);
    defaire = [];
  } else {
    const voulus = voeuxDe(quoi).filter(({ voeu }) => voeu);
    defaire = voulus.filter(({ contrat }) => journees.montre(contrat, jour).genre === "vide").map(({ contrat }) => ({ contrat, le: jour }));
    for (const { contrat, voeu } of voulus) await ecrire(contrat, voeu);
  }
  await relire();
  bientot();
};

const ajouter = async (contrat) => {
  ajouterCarte(contrat);
  await poser("ajouts", { cle: `${compte} ${location.pathname} ${contrat}`, compte, page: location.pathname, contrat });
  toutPeindre();
  const bouton = cartes.get(contrat).querySelector("[data-acte=present]");
  bouton.focus();
};

const choisirJour = (le) => {
  jour = le;
  ouverte = {};
  defaire = [];
  history.replaceState(null, "", `#${le}`);
  toutPeindre();
  document.querySelector(`[data-onglet="${le}"]`).scrollIntoView({ block: "nearest", inline: "nearest" });
};

document.addEventListener("click", (e) => {
  const onglet = e.target.closest("[data-onglet]");
  const bouton = e.target.closest("#personnes button");
  const groupe = e.target.closest("[data-ensemble]");
  if (onglet) choisirJour(onglet.dataset.onglet);
  else if (bouton) toucher(bouton).catch(enPanne);
  else if (groupe) ensemble(groupe.dataset.ensemble).catch(enPanne);
});

document.addEventListener("change", (e) => {
  const champ = e.target.closest("[data-champ]");
  if (champ) {
    const contrat = Number(champ.closest("[data-contrat]").dataset.contrat);
    const lu = champ.dataset.champ === "pause" ? Number(champ.value) : enMinutes(champ.value);
    reglerHoraire(contrat, champ.dataset.champ, lu === null ? NaN : lu).catch(enPanne);
  } else if (e.target.id === "photo") {
    const [fichier] = e.target.files;
    e.target.value = "";
    const dit = document.getElementById("photo-illisible");
    dit.hidden = true;
    if (!fichier) return;
    garderPhoto(fichier, { compte, adresse: adresses.photo, page: location.pathname })
      .then(relire)
      .then(bientot)
      .catch(() => {
        dit.hidden = false;
      });
  }
});

document.addEventListener("submit", (e) => {
  if (e.target.id !== "ajouter") return;
  e.preventDefault();
  const contrat = Number(new FormData(e.target).get("contrat"));
  if (contrat) ajouter(contrat).catch(enPanne);
});

window.addEventListener("hashchange", () => {
  const voulu = location.hash.slice(1);
  if (lesJours.includes(voulu) && voulu !== jour) choisirJour(voulu);
});
window.addEventListener("online", () => partir().catch(enPanne));
window.addEventListener("offline", () => relire().catch(enPanne));
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) partir().catch(enPanne);
});
setInterval(() => partir().catch(enPanne), RELANCE);

/* What the page now says itself is no longer kept apart. */
const menage = async (ajouts) => {
  const dits = (await lister("etats", compte)).filter(
    (e) => e.adresse === adresses.synchroniser && lesJours.includes(e.etat.jour) && Date.parse(e.lu_le) <= Date.parse(contenu.lu_le),
  );
  for (const e of dits) await retirer("etats", e.cle);
  for (const a of ajouts) if (journees.personnes.get(a.contrat).ici) await retirer("ajouts", a.cle);
};

const commencer = async () => {
  const ajouts = (await lister("ajouts", compte)).filter((a) => a.page === location.pathname && journees.personnes.has(a.contrat));
  for (const p of contenu.personnes) if (p.ici) ajouterCarte(p.contrat);
  for (const a of ajouts) ajouterCarte(a.contrat);
  for (const c of (await lister("changements", compte)).filter((x) => x.adresse === adresses.synchroniser)) {
    if (lesJours.includes(c.jour) && journees.personnes.has(c.contrat)) ajouterCarte(c.contrat);
  }
  // The day has its title before anybody reads the page.
  peindreOnglets();
  racine.hidden = false;
  await menage(ajouts);
  await relire();
  if (navigator.storage && navigator.storage.persist) navigator.storage.persist().catch(() => null);
  garder(racine.dataset, [location.pathname, adresses.suivante, adresses.liste]).catch(() => null);
  await partir();
};

if (window.indexedDB) commencer().catch(enPanne);
else enPanne();
