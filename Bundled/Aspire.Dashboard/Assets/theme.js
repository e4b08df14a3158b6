// Before anything is drawn, or a dark page would flash white.
(() => {
  const theme = localStorage.getItem('theme');
  if (theme) {
    document.documentElement.dataset.theme = theme;
  }
})();
