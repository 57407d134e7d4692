// All accounts, kept up to date by what the host tells, and the order in which they are shown.
import { api } from "./api.js";
import { cell } from "./dom.js";
import { listen } from "./events.js";

/** { rows: Map of login to AccountRow, problem } or null until they are known; another object at each change. */
export const accounts = cell(null);

/** The last Summary that the host told. */
export const summary = cell(null);

/** What is told while all are asked for is newer than the answer. */
let toldMeanwhile = null;

export function followAccounts() {
  const ends = [
    listen("hello", askForAll),
    listen("accounts", ({ changed, removed }) => {
      const known = accounts.get()?.rows ?? new Map();
      for (const row of changed) {
        known.set(row.login, row);
        toldMeanwhile?.set(row.login, row);
      }
      for (const login of removed) {
        known.delete(login);
        toldMeanwhile?.set(login, null);
      }
      accounts.set({ rows: known, problem: null });
    }),
    listen("summary", (told) => summary.set(told)),
  ];
  return () => ends.forEach((end) => end());
}

async function askForAll() {
  const meanwhile = new Map();
  toldMeanwhile = meanwhile;
  try {
    const [all, host] = await Promise.all([api.accounts(), api.host()]);
    const rows = new Map(all.map((row) => [row.login, row]));
    for (const [login, row] of meanwhile) {
      if (row) {
        rows.set(login, row);
      } else {
        rows.delete(login);
      }
    }
    summary.set({ ...summary.get(), ...host.summary });
    accounts.set({ rows, problem: null });
  } catch (problem) {
    accounts.set({ rows: accounts.get()?.rows ?? new Map(), problem });
  } finally {
    if (toldMeanwhile === meanwhile) {
      toldMeanwhile = null;
    }
  }
}

export const ORDERS = {
  attention: (a, b) => b.needs_attention - a.needs_attention || byName(a, b),
  name: (a, b) => byName(a, b),
  state: (a, b) => (a.state < b.state ? -1 : a.state > b.state ? 1 : byName(a, b)),
  changes: (a, b) => b.changes_a_minute - a.changes_a_minute || byName(a, b),
};

// Logins are lower-case letters and digits: comparing code units is their order, and much faster than a collator.
function byName(a, b) {
  return a.login < b.login ? -1 : Number(a.login > b.login);
}

/** The logins of the rows that are asked for, in order. `state` is a state, "attention", or "" for all. */
export function select(rows, { search, state, order }) {
  const word = search.trim().toLowerCase();
  const found = [];
  for (const row of rows.values()) {
    const isOfState = state === "" || (state === "attention" ? row.needs_attention : row.state === state);
    if (isOfState && (word === "" || row.login.toLowerCase().includes(word))) {
      found.push(row);
    }
  }
  return found.sort(ORDERS[order]).map((row) => row.login);
}
