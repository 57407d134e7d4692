// What all views build on: Preact's elements written as templates, its hooks, and values that tell who uses them.
import { h } from "preact";
import htm from "htm";
import { useEffect, useState } from "preact/hooks";

export { Component, Fragment, render } from "preact";
export { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";

// Whatever is put into a template becomes text or an attribute, never markup.
export const html = htm.bind(h);

/** A value that tells its listeners when it is replaced. */
export function cell(initial) {
  const listeners = new Set();
  let value = initial;
  return {
    get: () => value,
    set(next) {
      value = next;
      for (const listener of [...listeners]) {
        listener(next);
      }
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The cell's value; the component is drawn again when it is replaced. */
export function useCell(source) {
  const [value, setValue] = useState(source.get());
  useEffect(() => {
    setValue(source.get());
    return source.listen(setValue);
  }, [source]);
  return value;
}
