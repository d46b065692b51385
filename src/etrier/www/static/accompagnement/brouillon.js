/* What is typed stays in this tab, ciphered, until it was sent: a network that drops loses nothing.
   The key comes with the page, from the session of the server: signing out makes it unreadable. */
"use strict";

const formulaire = document.querySelector("form[data-brouillon]");
const NOM = "etrier-brouillon:" + location.pathname;
const DOUZE_HEURES = 12 * 3600 * 1000;
const ATTENTE = 300;

const octets = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
const base64 = (tampon) => btoa(Array.from(new Uint8Array(tampon), (o) => String.fromCharCode(o)).join(""));
const montrer = (quoi, oui) => (formulaire.querySelector(`[data-brouillon-${quoi}]`).hidden = !oui);

/* Without HTTPS there is no cipher: then nothing is kept. */
const laCle = () =>
  window.crypto.subtle
    ? crypto.subtle.importKey("raw", octets(formulaire.dataset.brouillon), "AES-GCM", false, ["encrypt", "decrypt"])
    : Promise.resolve(null);

const champs = () =>
  Array.from(formulaire.elements).filter((c) => c.name && c.type !== "hidden" && c.type !== "submit");

const lire = () =>
  champs()
    .filter((c) => !["checkbox", "radio"].includes(c.type) || c.checked)
    .map((c) => [c.name, c.value]);

const remplir = (valeurs) => {
  for (const c of champs()) {
    const siennes = valeurs.filter(([nom]) => nom === c.name).map(([, valeur]) => valeur);
    if (["checkbox", "radio"].includes(c.type)) c.checked = siennes.includes(c.value);
    else if (siennes.length) c.value = siennes[0];
  }
};

const garder = async (cle) => {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const clair = new TextEncoder().encode(JSON.stringify({ le: Date.now(), valeurs: lire() }));
  const chiffre = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, cle, clair);
  sessionStorage.setItem(NOM, base64(iv) + "." + base64(chiffre));
};

const reprendre = async (cle) => {
  const garde = sessionStorage.getItem(NOM);
  if (!garde) return;
  const [iv, chiffre] = garde.split(".").map(octets);
  try {
    const clair = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, cle, chiffre);
    const { le, valeurs } = JSON.parse(new TextDecoder().decode(clair));
    if (Date.now() - le > DOUZE_HEURES) throw new Error("trop vieux");
    remplir(valeurs);
    montrer("repris", true);
  } catch {
    sessionStorage.removeItem(NOM);
  }
};

const dire = () => montrer("hors-ligne", !navigator.onLine);

const commencer = async () => {
  const cle = await laCle();
  if (cle) {
    await reprendre(cle);
    let attente = 0;
    formulaire.addEventListener("input", () => {
      clearTimeout(attente);
      attente = setTimeout(() => garder(cle), ATTENTE);
    });
  }
  formulaire.addEventListener("submit", (e) => {
    if (navigator.onLine) return;
    e.preventDefault();
    dire();
  });
  window.addEventListener("online", dire);
  window.addEventListener("offline", dire);
  formulaire.dataset.pret = "1";
};

if (formulaire) commencer();
