// A table of any length of which only the rows in sight are in the document. It scrolls with the page.
import { html, useEffect, useLayoutEffect, useRef, useState } from "./dom.js";

const SPARE = 6;

/**
 * `keys` are the rows in their order; `row(key, index, style)` draws one, with `data-index` and in it an element
 * `[data-row-focus]`, which the arrow keys move between.
 */
export function VirtualList({ keys, rowHeight, row }) {
  const body = useRef(null);
  const toFocus = useRef(null);
  const [focused, setFocused] = useState(null);
  const [range, setRange] = useState({ first: 0, last: 30 });

  useLayoutEffect(() => {
    let asked = 0;
    const measure = () => {
      asked = 0;
      const top = -body.current.getBoundingClientRect().top;
      const first = Math.max(0, Math.floor(top / rowHeight) - SPARE);
      const last = Math.ceil((top + innerHeight) / rowHeight) + SPARE;
      setRange((known) => (known.first === first && known.last === last ? known : { first, last }));
    };
    const ask = () => (asked ||= requestAnimationFrame(measure));
    measure();
    addEventListener("scroll", ask, { passive: true });
    addEventListener("resize", ask);
    return () => {
      cancelAnimationFrame(asked);
      removeEventListener("scroll", ask);
      removeEventListener("resize", ask);
    };
  }, [rowHeight, keys.length === 0]);

  useEffect(() => {
    if (toFocus.current !== null) {
      body.current.querySelector(`[data-index="${toFocus.current}"] [data-row-focus]`)?.focus();
      toFocus.current = null;
    }
  });

  const onKeyDown = (event) => {
    if (!event.target.matches("[data-row-focus]")) {
      return;
    }
    const index = Number(event.target.closest("[data-index]").dataset.index);
    const page = Math.max(1, Math.floor(innerHeight / rowHeight) - 4);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -index, End: keys.length };
    if (!(event.key in steps)) {
      return;
    }
    event.preventDefault();
    const next = Math.min(keys.length - 1, Math.max(0, index + steps[event.key]));
    toFocus.current = next;
    showRow(body.current, next, rowHeight);
    setFocused(keys[next]);
  };

  const shown = [];
  for (let index = range.first; index < Math.min(keys.length, range.last); index++) {
    shown.push(index);
  }
  // The row with the focus stays in the document when it is scrolled out of sight.
  const kept = focused === null ? -1 : keys.indexOf(focused);
  if (kept >= 0 && !shown.includes(kept)) {
    shown.push(kept);
  }
  return html`<div
    ref=${body}
    class="virtual-rows"
    role="rowgroup"
    style=${{ height: `${keys.length * rowHeight}px` }}
    onKeyDown=${onKeyDown}
    onFocusIn=${(event) => setFocused(keyOf(event.target, keys))}
    onFocusOut=${() => setFocused(null)}
  >
    ${shown.map((index) => row(keys[index], index, index * rowHeight))}
  </div>`;
}

function keyOf(element, keys) {
  const row = element.closest("[data-index]");
  return row ? keys[Number(row.dataset.index)] : null;
}

/** Scrolls no further than needed, past what sticks to the top. */
function showRow(body, index, rowHeight) {
  const covered = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
  const top = body.getBoundingClientRect().top + index * rowHeight;
  if (top < covered) {
    scrollBy({ top: top - covered, behavior: "instant" });
  } else if (top + rowHeight > innerHeight) {
    scrollBy({ top: top + rowHeight - innerHeight, behavior: "instant" });
  }
}
