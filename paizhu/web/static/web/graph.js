// The graph of the relations of a day: drawn from the data of that day, moved with the slider, filtered by its legend.
import { lastNamed, legend, option } from "./drawing.js";

const card = document.querySelector("[data-graph]");
const form = document.querySelector("#graph-form");
const pair = document.querySelector("#pair-form");

function start() {
  const canvas = card.querySelector("[data-graph-canvas]");
  const told = card.querySelector("[data-graph-chosen]");
  card.hidden = false;
  const chart = echarts.init(canvas);
  let data = { organs: [], relations: [] };
  let [chosen, named, asking] = [[], 0, null];

  function draw() {
    named = lastNamed(chart.getOption()?.series?.[0]?.zoom ?? 1, canvas.clientWidth);
    chart.setOption(option(data, legend(card), chosen, named));
  }

  async function show(on) {
    asking?.abort();
    asking = new AbortController();
    const ratio = (canvas.clientWidth / canvas.clientHeight).toFixed(2);
    const fields = new URLSearchParams({ on, known: form.elements.known.value, ratio });
    try {
      const reply = await fetch(`${card.dataset.graph}?${fields}`, { signal: asking.signal });
      if (!reply.ok) return;
      data = await reply.json();
    } catch (error) {
      if (error.name !== "AbortError") throw error;
      return;
    }
    draw();
    card.dataset.shown = data.on;
    performance.mark("graph-shown");
  }

  function address(organ) {
    const fields = new URLSearchParams({ organ, on: data.on, known: form.elements.known.value });
    return `/organs/id/?${fields}`;
  }

  function choose({ organ, name }) {
    chosen = chosen.length === 1 && chosen[0] !== organ ? [chosen[0], organ] : [organ];
    const link = document.createElement("a");
    link.href = address(organ);
    link.textContent = `${told.dataset.open}: ${name}`;
    told.replaceChildren(link, ` ${chosen.length === 1 ? told.dataset.next : ""}`);
    [pair.elements.x.value, pair.elements.z.value] = [chosen[0], chosen[1] ?? ""];
    draw();
    if (chosen.length === 2) pair.requestSubmit();
  }

  const onNode = (act) => (event) => event.dataType === "node" && act(event.data);
  chart.on("click", onNode(choose));
  chart.on("dblclick", onNode(({ organ }) => window.location.assign(address(organ))));
  chart.on("graphroam", ({ zoom }) => zoom && lastNamed(chart.getOption().series[0].zoom, canvas.clientWidth) !== named && draw());
  card.addEventListener("change", draw);
  form.addEventListener("day-moves", (event) => show(event.detail));
  form.addEventListener("submit", () => {
    show(form.elements.on.value);
    if (pair.elements.x.value && pair.elements.z.value) pair.requestSubmit();
  });
  new ResizeObserver(() => chart.resize()).observe(canvas);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => requestAnimationFrame(draw));
  show(form.elements.on.value);
}

// The two organs are asked about on the day that the graph shows.
pair?.addEventListener("submit", () => {
  for (const name of ["on", "known"]) pair.elements[name].value = form.elements[name].value;
}, true);
if (card) start();
