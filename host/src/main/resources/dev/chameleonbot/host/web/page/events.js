// What the host tells while the page is looked at. The connection is closed while the tab is hidden, and begun again by
// itself after it broke; everybody who listens to "hello" asks anew for what may have been missed.
import { api } from "./api.js";
import { cell } from "./dom.js";

const FIRST_DELAY = 500;
const LONGEST_DELAY = 10_000;
const MANY_REFUSALS = 3;
const KINDS = ["summary", "accounts", "point", "feed", "log", "changed"];

/** "connecting", "live", "away" with the time since when, or "refused" where the host answers, but tells nothing. */
export const connection = cell({ state: "connecting" });

/** Something worth saying about the connection: { kind: "back" | "restarted" }. */
export const turns = cell(null);

const listeners = new Map();
let wanted = {};
let source = null;
let former = null;
let isGreeted = false;
let asked = "";
let settling = null;
let refusals = 0;
let boot = null;
let retry = null;
let delay = FIRST_DELAY;
let isMissed = false;

/** Calls the listener at each event of a kind until the function that is returned is called. */
export function listen(kind, listener) {
  if (!listeners.has(kind)) {
    listeners.set(kind, new Set());
  }
  listeners.get(kind).add(listener);
  return () => listeners.get(kind).delete(listener);
}

/** Asks for an account's feed or for the log's lines, too; null for those that are no longer wanted. */
export function want(changes) {
  wanted = { ...wanted, ...changes };
  // One view goes and the next comes: what they want together is asked for once.
  clearTimeout(settling);
  settling = setTimeout(() => source && asked !== api.eventsAddress(wanted) && change(), 0);
}

export function begin() {
  delay = FIRST_DELAY;
  document.addEventListener("visibilitychange", openWhereSeen);
  openWhereSeen();
}

export function end() {
  document.removeEventListener("visibilitychange", openWhereSeen);
  close();
  connection.set({ state: "ended" });
}

function tell(kind, data) {
  for (const listener of [...(listeners.get(kind) ?? [])]) {
    listener(data);
  }
}

function close() {
  clearTimeout(retry);
  source?.close();
  former?.close();
  source = null;
  former = null;
  isGreeted = false;
}

function openWhereSeen() {
  if (document.hidden) {
    close();
  } else {
    open();
  }
}

function open() {
  close();
  source = connect();
}

/** The former connection goes on until the next one is there, so that nothing is missed between them. */
function change() {
  if (isGreeted) {
    former = source;
    isGreeted = false;
  } else {
    source.close();
  }
  source = connect();
}

function connect() {
  asked = api.eventsAddress(wanted);
  const opened = new EventSource(asked);
  opened.addEventListener("hello", (event) => source === opened && greet(JSON.parse(event.data)));
  for (const kind of KINDS) {
    opened.addEventListener(kind, (event) => tell(kind, JSON.parse(event.data)));
  }
  opened.onerror = () => {
    if (source === opened) {
      lose();
    } else if (former === opened) {
      former.close();
      former = null;
    }
  };
  return opened;
}

function greet(hello) {
  delay = FIRST_DELAY;
  refusals = 0;
  const isRestarted = boot !== null && boot !== hello.boot;
  const isGoingOn = former !== null && !isRestarted;
  former?.close();
  former = null;
  boot = hello.boot;
  isGreeted = true;
  connection.set({ state: "live" });
  if (isRestarted) {
    turns.set({ kind: "restarted" });
  } else if (isMissed) {
    turns.set({ kind: "back" });
  }
  isMissed = false;
  if (!isGoingOn) {
    tell("hello", hello);
  }
}

async function lose() {
  close();
  retry = setTimeout(open, delay);
  delay = Math.min(LONGEST_DELAY, delay * 2);
  // An ended session refuses the events as well as a host that is away: only asking tells which it is.
  try {
    await api.host();
    if (++refusals >= MANY_REFUSALS) {
      connection.set({ state: "refused" });
    }
  } catch (problem) {
    if (problem.status === 401) {
      close();
      return;
    }
    if (problem.status === 0 && connection.get().state !== "away") {
      isMissed = true;
      connection.set({ state: "away", since: Date.now() });
    }
  }
}
