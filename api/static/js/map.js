// Map and table point at each other: hovering or focusing one marks the other, and the ties of the place.
const map = document.getElementById("map");
const marked = [...document.querySelectorAll("[data-r]")];
const arcs = [...map.querySelectorAll(".arcs path")];

function mark(id) {
  map.classList.toggle("hi", Boolean(id));
  for (const one of marked) one.classList.toggle("on", Boolean(id) && one.dataset.r === id);
  for (const one of arcs) one.classList.toggle("on", Boolean(id) && (one.dataset.a === id || one.dataset.b === id));
}

const place = event => event.target.closest?.("[data-r]")?.dataset.r;
document.addEventListener("pointerover", event => mark(place(event)));
document.addEventListener("focusin", event => mark(place(event)));
map.addEventListener("click", event => {
  const id = place(event);
  const row = id && document.querySelector(`#table [data-r="${CSS.escape(id)}"]`);
  row?.scrollIntoView({ block: "nearest" });
  row?.querySelector("a").focus({ preventScroll: true });
});
