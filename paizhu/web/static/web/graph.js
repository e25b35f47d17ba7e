// The graph of the relations of a day: drawn from the data of that day, moved with the slider, filtered by its legend.
import { draw, left, legend } from "./drawing.js";
import { roam } from "./roaming.js";
import { View } from "./view.js";

const card = document.querySelector("[data-graph]");
const form = document.querySelector("#graph-form");
const pair = document.querySelector("#pair-form");
const canvas = card?.querySelector("[data-graph-canvas]");
const told = card?.querySelector("[data-graph-chosen]");
const REACH = 14; // pixels: a finger is wider than a small symbol

export const view = new View();
export let data = { organs: [], relations: [] };
let [chosen, over, look, asking, waiting] = [[], null, null, null, false];

function drawn() {
  look = legend(card);
  draw(canvas, view, data, look, chosen, over);
}

// Not more often than the screen shows it.
function soon() {
  if (!waiting) requestAnimationFrame(() => {
    waiting = false;
    draw(canvas, view, data, look, chosen, over);
  });
  waiting = true;
}

// The number of the organ next to a point, within reach.
function nearest([x, y]) {
  const { shown } = left(data, look);
  let [found, least] = [null, REACH];
  for (const [n, [, , , ...place]] of data.organs.entries()) {
    const [right, down] = view.at(...place);
    const far = shown[n] ? Math.hypot(right - x, down - y) : REACH;
    if (far < least) [found, least] = [n, far];
  }
  return found;
}

function address(organ) {
  const fields = new URLSearchParams({ organ, on: data.on, known: form.elements.known.value });
  return `/organs/id/?${fields}`;
}

function choose([organ, name]) {
  chosen = chosen.length === 1 && chosen[0] !== organ ? [chosen[0], organ] : [organ];
  const link = document.createElement("a");
  link.href = address(organ);
  link.textContent = `${told.dataset.open}: ${name}`;
  told.replaceChildren(link, ` ${chosen.length === 1 ? told.dataset.next : ""}`);
  [pair.elements.x.value, pair.elements.z.value] = [chosen[0], chosen[1] ?? ""];
  soon();
  if (chosen.length === 2) pair.requestSubmit();
}

const acts = {
  changed: soon,
  clicked(point) {
    const organ = nearest(point);
    if (organ !== null) choose(data.organs[organ]);
  },
  opened(point) {
    const organ = nearest(point);
    if (organ !== null) window.location.assign(address(data.organs[organ][0]));
  },
  over(point) {
    const organ = point && nearest(point);
    if (organ === over) return;
    over = organ;
    canvas.classList.toggle("pz-graph-over", over !== null);
    soon();
  },
};

async function show(on) {
  asking?.abort();
  asking = new AbortController();
  // As in graph.html, which has the first day fetched ahead.
  const ratio = window.matchMedia("(min-width: 48rem)").matches ? "1.7" : "0.55";
  const fields = new URLSearchParams({ on, known: form.elements.known.value, ratio });
  try {
    const reply = await fetch(`${card.dataset.graph}?${fields}`, { signal: asking.signal });
    if (!reply.ok) return;
    data = await reply.json();
  } catch (error) {
    if (error.name !== "AbortError") throw error;
    return;
  }
  over = null; // the numbers are those of another day
  const first = !look;
  drawn();
  if (first) roam(canvas, view, acts);
  card.dataset.shown = data.on;
  performance.mark("graph-shown");
}

function start() {
  card.addEventListener("change", drawn);
  form.addEventListener("day-moves", (event) => show(event.detail));
  form.addEventListener("submit", () => {
    show(form.elements.on.value);
    if (pair.elements.x.value && pair.elements.z.value) pair.requestSubmit();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => requestAnimationFrame(drawn));
  show(form.elements.on.value);
  new ResizeObserver(() => look && soon()).observe(canvas);
}

// The two organs are asked about on the day that the graph shows.
pair?.addEventListener("submit", () => {
  for (const name of ["on", "known"]) pair.elements[name].value = form.elements[name].value;
}, true);
if (card) start();
