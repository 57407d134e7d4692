// Plots of the last hour, with outages as bands, and the same figures as a table for those who do not see them.
import { api } from "./api.js";
import { html, useEffect, useRef, useState } from "./dom.js";
import { listen } from "./events.js";
import { clock, count, milliseconds, rate } from "./format.js";
import { Loading, Panel, Wrong } from "./parts.js";
import { T } from "./texts.js";

const HOUR = 3_600_000;
const MEGABYTE = 1_048_576;

const PLOTS = [
  { name: "rates", lines: [["messages", (point) => point.messages], ["own", (point) => point.own], ["changes", (point) => point.changes]], unit: rate },
  { name: "latencies", lines: [["p50", (point) => point.p50_ms], ["p99", (point) => point.p99_ms]], unit: milliseconds },
  { name: "memory", lines: [["rss", (point) => inMegabytes(point.rss_bytes)], ["heap", (point) => inMegabytes(point.heap_bytes)]], unit: (value) => `${count(value)} MB` },
  { name: "queue", lines: [["queue", (point) => point.queue]], unit: count },
  { name: "live", lines: [["live", (point) => point.live], ["accounts", (point) => point.accounts]], unit: count },
  { name: "threads", lines: [["threads", (point) => point.threads]], unit: count },
];

const inMegabytes = (bytes) => (bytes === null ? null : bytes / MEGABYTE);

export function Plots() {
  const [history, setHistory] = useState({ value: null, problem: null });
  useEffect(() => {
    const ask = async () => {
      try {
        setHistory({ value: await api.history(), problem: null });
      } catch (problem) {
        setHistory((known) => ({ ...known, problem }));
      }
    };
    ask();
    const ends = [
      listen("hello", ask),
      listen("point", (point) => setHistory((known) => known.value && { value: withPoint(known.value, point), problem: null } || known)),
    ];
    // Outages come with the history only.
    const timer = setInterval(ask, 60_000);
    return () => {
      clearInterval(timer);
      ends.forEach((end) => end());
    };
  }, []);
  return html`<${Panel} title=${T.plots.title} extra=${history.value?.outages.length > 0 && html`<span class="dim">${T.plots.outages(history.value.outages.length)}</span>`}>
    <${Wrong} problem=${history.problem} />
    ${!history.value && !history.problem && html`<${Loading} />`}
    ${history.value && (history.value.points.length === 0
      ? html`<p class="dim">${T.plots.none}</p>`
      : html`<div class="plots">${PLOTS.map((plot) => html`<${Plot} key=${plot.name} plot=${plot} history=${history.value} />`)}</div>
        <${AsTable} history=${history.value} />`)}
  <//>`;
}

function withPoint(history, point) {
  const begin = new Date(point.at).getTime() - HOUR;
  const points = history.points.filter((known) => known.at !== point.at && new Date(known.at).getTime() > begin);
  return { ...history, points: [...points, point] };
}

function Plot({ plot, history }) {
  const place = useRef(null);
  const chart = useRef(null);
  const shown = useRef(history);
  shown.current = history;
  useEffect(() => {
    let isOver = false;
    let watch = null;
    const scheme = matchMedia("(prefers-color-scheme: dark)");
    const themes = new MutationObserver(() => chart.current?.redraw(false));
    const redraw = () => chart.current?.redraw(false);
    loadCss();
    import("uplot").then(({ default: UPlot }) => {
      if (!isOver) {
        chart.current = new UPlot(options(plot, shown, place.current), dataOf(plot, shown.current), place.current);
        watch = new ResizeObserver(() => chart.current.setSize({ width: place.current.clientWidth, height: 150 }));
        watch.observe(place.current);
        themes.observe(document.documentElement, { attributeFilter: ["data-theme"] });
        scheme.addEventListener("change", redraw);
      }
    });
    return () => {
      isOver = true;
      watch?.disconnect();
      themes.disconnect();
      scheme.removeEventListener("change", redraw);
      chart.current?.destroy();
    };
  }, []);
  useEffect(() => chart.current?.setData(dataOf(plot, history)), [history]);
  const last = history.points.at(-1);
  return html`<figure class="plot"><figcaption>${T.plots.names[plot.name]}
      <span class="legend">${plot.lines.map(([name, value], at) => html`<span class="legend-key key-${at}">${T.plots.lines[name]} <b>${shownValue(plot, value(last))}</b></span>`)}</span></figcaption>
    <div class="canvas" ref=${place} aria-hidden="true"></div></figure>`;
}

const shownValue = (plot, value) => (value === null || value === undefined ? "–" : plot.unit(value));

const dataOf = (plot, { points }) => [points.map((point) => new Date(point.at).getTime() / 1000), ...plot.lines.map(([, value]) => points.map(value))];

function options(plot, shown, place) {
  const color = (name) => getComputedStyle(place).getPropertyValue(name).trim();
  const axis = { stroke: () => resolved(place, "--plot-text"), grid: { stroke: () => resolved(place, "--plot-grid"), width: 1 }, ticks: { show: false }, font: `11px ${color("--font")}` };
  return {
    width: place.clientWidth,
    height: 150,
    legend: { show: false },
    cursor: { show: false },
    scales: { x: { range: () => rangeOf(shown.current.points) }, y: { range: (chart, low, high) => [0, Math.max(1, high * 1.1)] } },
    axes: [
      { ...axis, values: (chart, times) => times.map((at) => clock(at * 1000).replace(/:\d\d(?=$|\s)/, "")), space: 70 },
      { ...axis, size: 58, values: (chart, values) => values.map((value) => plot.unit(value)) },
    ],
    series: [{}, ...plot.lines.map((line, at) => ({ stroke: () => resolved(place, `--plot-${at}`), width: 1.5, spanGaps: false, points: { show: false } }))],
    hooks: { drawClear: [(chart) => drawOutages(chart, shown.current.outages, resolved(place, "--plot-outage"))] },
  };
}

/** From the first point to the last, five minutes at least: what is there soon after a start is no hour. */
function rangeOf(points) {
  const [from, to] = [points[0], points.at(-1)].map((point) => new Date(point.at).getTime() / 1000);
  return [Math.min(from, to - 300), to];
}

/** A colour as a canvas takes it: "light-dark()" is resolved by an element only. */
function resolved(place, name) {
  place.style.setProperty("accent-color", `var(${name})`);
  return getComputedStyle(place).accentColor;
}

function drawOutages(chart, outages, color) {
  const { ctx, bbox } = chart;
  ctx.save();
  ctx.fillStyle = color;
  for (const outage of outages) {
    const from = Math.max(bbox.left, chart.valToPos(new Date(outage.begin).getTime() / 1000, "x", true));
    const to = Math.min(bbox.left + bbox.width, outage.end ? chart.valToPos(new Date(outage.end).getTime() / 1000, "x", true) : Infinity);
    if (to > from) {
      ctx.fillRect(from, bbox.top, Math.max(2, to - from), bbox.height);
    }
  }
  ctx.restore();
}

function loadCss() {
  if (!document.querySelector("link[href='/lib/uPlot.min.css']")) {
    document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: "/lib/uPlot.min.css" }));
  }
}

/** One row a minute: the figures as they were at its end. */
function AsTable({ history }) {
  const [isOpen, setOpen] = useState(false);
  const minutes = new Map();
  for (const point of isOpen ? history.points : []) {
    minutes.set(Math.floor(new Date(point.at).getTime() / 60_000), point);
  }
  const columns = PLOTS.flatMap((plot) => plot.lines.map(([name, value]) => ({ plot, name, value })));
  return html`<details onToggle=${(event) => setOpen(event.target.open)}><summary>${T.plots.asTable}</summary>
    ${isOpen && html`<div class="scroller" tabindex="0" role="region" aria-label=${T.plots.asTable}><table>
      <thead><tr><th scope="col">${T.plots.at}</th>${columns.map(({ plot, name }) => html`<th scope="col">${T.plots.column(T.plots.names[plot.name], T.plots.lines[name])}</th>`)}</tr></thead>
      <tbody>${[...minutes.values()].reverse().map((point) => html`<tr><th scope="row">${clock(point.at)}</th>${columns.map(({ plot, value }) => html`<td>${shownValue(plot, value(point))}</td>`)}</tr>`)}</tbody>
    </table></div>
    ${history.outages.length > 0 && html`<ul class="plain">${history.outages.map((outage) => html`<li>${T.plots.outage(clock(outage.begin), outage.end && clock(outage.end))}</li>`)}</ul>`}`}
  </details>`;
}
