// Wheel with Ctrl, or two fingers, on the picture: the same as the links of the zoom.
(() => {
  const PAS = 60;
  const REPOS = 350;
  let dernier = 0;
  let ecart = 0;

  const zooms = () => [...document.querySelectorAll("#frise [data-zoom]")];

  const changer = (sens) => {
    const maintenant = Date.now();
    if (maintenant - dernier < REPOS) return;
    const liens = zooms();
    const ici = liens.findIndex((lien) => lien.hasAttribute("aria-current"));
    const voulu = liens[ici + sens];
    if (!voulu) return;
    dernier = maintenant;
    voulu.click();
  };

  const surImage = (evenement) => evenement.target.closest?.(".frise-cadre");

  document.addEventListener(
    "wheel",
    (e) => {
      if (!e.ctrlKey || !surImage(e)) return;
      e.preventDefault();
      changer(e.deltaY < 0 ? 1 : -1);
    },
    { passive: false },
  );

  const distance = (touches) =>
    Math.hypot(touches[0].clientX - touches[1].clientX, touches[0].clientY - touches[1].clientY);

  document.addEventListener("touchstart", (e) => {
    ecart = e.touches.length === 2 && surImage(e) ? distance(e.touches) : 0;
  });
  document.addEventListener(
    "touchmove",
    (e) => {
      if (!ecart || e.touches.length !== 2) return;
      e.preventDefault();
      const change = distance(e.touches) - ecart;
      if (Math.abs(change) < PAS) return;
      ecart = distance(e.touches);
      changer(change > 0 ? 1 : -1);
    },
    { passive: false },
  );
})();
