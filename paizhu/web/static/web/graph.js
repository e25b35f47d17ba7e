// The graph of the relations of a day: drawn from the data of that day, moved with the slider, filtered by its legend.
import { lastNamed, legend, option } from "./drawing.js";

// This starts to fetch before ECharts, which takes a while to be read; both are awaited together.
const library = document.querySelector("[data-echarts]");
const drawer = window.echarts ? Promise.resolve() : new Promise((ready) => { if (library) library.onload = ready; });
const card = document.querySelector("[data-graph]");
const form = document.querySelector("#graph-form");
const pair = document.querySelector("#pair-form");

const REACH = 14; // pixels

function start() {
  const canvas = card.querySelector("[data-graph-canvas]");
  const told = card.querySelector("[data-graph-chosen]");
  card.hidden = false;
  let chart;
  let data = { organs: [], relations: [] };
  let [chosen, named, asking] = [[], 0, null];

  function draw() {
    named = lastNamed(chart.getOption()?.series?.[0]?.zoom ?? 1, canvas.clientWidth);
    chart.setOption(option(data, legend(card), chosen, named, canvas.clientWidth));
  }

  // A finger is wider than a small symbol: the nearest organ within reach is meant.
  function nearest(made, { offsetX, offsetY }) {
    const { kinds } = legend(card);
    const distance = ([, , , ...place]) => {
      const [x, y] = made.convertToPixel({ seriesIndex: 0 }, place);
      return Math.hypot(x - offsetX, y - offsetY);
    };
    let [found, least] = [null, REACH];
    for (const organ of data.organs) {
      const far = kinds[organ[2]].shown ? distance(organ) : REACH;
      if (far < least) [found, least] = [organ, far];
    }
    return found;
  }

  function opened() {
    const made = echarts.init(canvas);
    let from = null;
    // The browser's own clicks: ECharts drops one that ends on a symbol which grew under the pointer.
    const atOrgan = (act) => (event) => {
      const organ = from && Math.hypot(event.offsetX - from[0], event.offsetY - from[1]) < 5 && nearest(made, event);
      if (organ) act(organ);
    };
    canvas.addEventListener("pointerdown", ({ offsetX, offsetY }) => { from = [offsetX, offsetY]; }, true);
    canvas.addEventListener("click", atOrgan(choose));
    canvas.addEventListener("dblclick", atOrgan(([id]) => window.location.assign(address(id))));
    made.on("graphroam", ({ zoom }) => {
      if (zoom && lastNamed(made.getOption().series[0].zoom, canvas.clientWidth) !== named) draw();
    });
    new ResizeObserver(() => made.getWidth() !== canvas.clientWidth && made.resize()).observe(canvas);
    return made;
  }

  async function show(on) {
    asking?.abort();
    asking = new AbortController();
    // As in graph.html, which has the first day fetched ahead.
    const ratio = window.matchMedia("(min-width: 48rem)").matches ? "1.7" : "0.55";
    const fields = new URLSearchParams({ on, known: form.elements.known.value, ratio });
    try {
      const reply = await fetch(`${card.dataset.graph}?${fields}`, { signal: asking.signal });
      if (!reply.ok) return;
      [data] = await Promise.all([reply.json(), drawer]);
    } catch (error) {
      if (error.name !== "AbortError") throw error;
      return;
    }
    chart ??= opened();
    draw();
    card.dataset.shown = data.on;
    performance.mark("graph-shown");
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
    draw();
    if (chosen.length === 2) pair.requestSubmit();
  }

  card.addEventListener("change", () => chart && draw());
  form.addEventListener("day-moves", (event) => show(event.detail));
  form.addEventListener("submit", () => {
    show(form.elements.on.value);
    if (pair.elements.x.value && pair.elements.z.value) pair.requestSubmit();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => requestAnimationFrame(() => chart && draw()));
  show(form.elements.on.value);
}

// The two organs are asked about on the day that the graph shows.
pair?.addEventListener("submit", () => {
  for (const name of ["on", "known"]) pair.elements[name].value = form.elements[name].value;
}, true);
if (card) start();
