// Arcs and rows point at each other: hovering or focusing one marks the other.
const marked = [...document.querySelectorAll("[data-link]")];
const pictures = document.querySelectorAll(".arccard svg");

function mark(link) {
  for (const one of pictures) one.classList.toggle("hi", Boolean(link));
  for (const one of marked) one.classList.toggle("on", Boolean(link) && one.dataset.link === link);
}

const link = event => event.target.closest?.("[data-link]")?.dataset.link;
document.addEventListener("pointerover", event => mark(link(event)));
document.addEventListener("focusin", event => mark(link(event)));
