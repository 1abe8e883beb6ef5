// Runs before the first paint, so that a chosen theme does not flash.
(() => {
  document.documentElement.classList.remove("no-js");
  try {
    const theme = localStorage.getItem("theme");
    if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
  } catch { /* storage is off: the system's preference holds */ }
})();
