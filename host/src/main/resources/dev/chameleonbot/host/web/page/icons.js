// Small pictures, drawn as lines in the colour of the text around them. Words say what they mean.
import { html } from "./dom.js";

const PATHS = {
  live: "M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11zM5.3 8.2l2 2l3.6-4",
  waiting: "M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11zM8 5v3.2l2 1.4",
  attention: "M8 2.2l6 11h-12zM8 6.4v3.4M8 11.6v.2",
  off: "M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11zM6.2 5.8v4.4M9.8 5.8v4.4",
  failed: "M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11zM5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4",
  key: "M10.2 5.8a3 3 0 1 0-2 2.8l.9.9h1.4v1.4h1.4v1.6h2v-2l-4.1-3.4M4.9 5.6v.1",
  plus: "M8 3v10M3 8h10",
  close: "M4 4l8 8M12 4l-8 8",
  back: "M9.5 3.5l-4.5 4.5l4.5 4.5",
  search: "M7 2.8a4.2 4.2 0 1 0 0 8.4a4.2 4.2 0 1 0 0-8.4zM10.1 10.1l3.4 3.4",
  sun: "M8 5a3 3 0 1 0 0 6a3 3 0 1 0 0-6zM8 1.2v1.6M8 13.2v1.6M1.2 8h1.6M13.2 8h1.6M3.2 3.2l1.1 1.1M11.7 11.7l1.1 1.1M3.2 12.8l1.1-1.1M11.7 4.3l1.1-1.1",
  moon: "M13 9.6a5.6 5.6 0 1 1-6.6-6.9a4.6 4.6 0 0 0 6.6 6.9z",
  leave: "M6.5 2.8h-3.5v10.4h3.5M10 5l3 3l-3 3M13 8h-7",
  upload: "M8 11v-8M4.8 6l3.2-3.2l3.2 3.2M2.8 11v2.2h10.4v-2.2",
  arrow: "M3 8h9.5M9 4.5l3.5 3.5l-3.5 3.5",
};

export function Icon({ name }) {
  return html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d=${PATHS[name]} /></svg>`;
}
