// Where the page is: the part of the address behind "#", so that back, forward and links work, without the server.
import { cell } from "./dom.js";

const read = () => location.hash.replace(/^#\/?/, "").split("/").map(decoded);

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The parts of the path, such as ["accounts", "alice"]. */
export const route = cell(read());

addEventListener("hashchange", () => route.set(read()));

export const pathOf = (...parts) => "#/" + parts.map(encodeURIComponent).join("/");

export function go(...parts) {
  location.hash = pathOf(...parts);
}
