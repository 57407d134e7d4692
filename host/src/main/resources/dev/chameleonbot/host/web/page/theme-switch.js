import { html, useState } from "./dom.js";
import { Icon } from "./icons.js";
import { T } from "./texts.js";

const root = document.documentElement;

function isDark() {
  const chosen = root.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

/** From light to dark and back; what is chosen is remembered by the browser. */
export function ThemeSwitch() {
  const [dark, setDark] = useState(isDark());
  const change = () => {
    const theme = dark ? "light" : "dark";
    root.dataset.theme = theme;
    try {
      localStorage.setItem("theme", theme);
    } catch {
      // Storage is switched off: it holds until the page is left.
    }
    setDark(!dark);
  };
  const words = dark ? T.theme.toLight : T.theme.toDark;
  return html`<button type="button" class="quiet square" aria-label=${words} title=${words} onClick=${change}>
    <${Icon} name=${dark ? "sun" : "moon"} />
  </button>`;
}
