// Parts that several views are made of.
import { CHAT, contrast, hexOf, wordsOf } from "./color.js";
import { cell, html, useCell, useEffect, useRef, useState } from "./dom.js";
import { fullTime, lengthSince } from "./format.js";
import { Icon } from "./icons.js";
import { T } from "./texts.js";

/** Who is logged in; see Session in the interface. */
export const session = cell(null);

/** Whether things may be changed, and not only seen. */
export function useMayChange() {
  return useCell(session)?.role === "operate";
}

const notes = cell([]);
let nextNote = 1;

/** Says something for some seconds, below everything else. */
export function say(text) {
  const note = { id: nextNote++, text };
  notes.set([...notes.get().slice(-2), note]);
  setTimeout(() => notes.set(notes.get().filter((other) => other !== note)), 7000);
}

export function Notes() {
  return html`<div class="notes" role="status">
    ${useCell(notes).map((note) => html`<p key=${note.id} class="note">${note.text}</p>`)}
  </div>`;
}

/** Runs something that may be refused: whether it runs, what went wrong, and the function that starts it. */
export function useAction(work) {
  const [state, setState] = useState({ busy: false, problem: null });
  const here = useRef(true);
  useEffect(() => () => (here.current = false), []);
  const start = async (...given) => {
    setState({ busy: true, problem: null });
    let problem = null;
    try {
      await work(...given);
    } catch (failure) {
      problem = failure;
    }
    if (here.current) {
      setState({ busy: false, problem });
    } else if (problem) {
      say(problem.message);
    }
    return problem === null;
  };
  return { ...state, start, forget: () => setState({ busy: false, problem: null }) };
}

/** Asks for something when the view opens, and again by `refresh`. What is there stays while it is asked for again. */
export function useAnswer(ask, dependencies) {
  const [answer, setAnswer] = useState({ value: null, problem: null });
  const turn = useRef(0);
  const refresh = async () => {
    const mine = ++turn.current;
    let next;
    try {
      next = { value: await ask(), problem: null };
    } catch (problem) {
      next = { value: null, problem };
    }
    if (mine === turn.current) {
      setAnswer((known) => ({ value: next.value ?? known.value, problem: next.problem }));
    }
  };
  useEffect(() => {
    setAnswer({ value: null, problem: null });
    refresh();
    return () => turn.current++;
  }, dependencies);
  return { ...answer, refresh };
}

export function Button({ icon, kind = "", busy = false, children, ...rest }) {
  return html`<button type="button" ...${rest} class=${kind} aria-disabled=${busy ? "true" : undefined}
    onClick=${busy ? (event) => event.preventDefault() : rest.onClick}>
    ${icon && html`<${Icon} name=${icon} />`}<span>${children}</span>
  </button>`;
}

/** What went wrong, where it did. */
export function Wrong({ problem, id }) {
  return problem ? html`<p class="wrong" role="alert" id=${id}><${Icon} name="attention" /><bdi>${problem.message}</bdi></p>` : null;
}

export function Empty({ children }) {
  return html`<div class="empty">${children}</div>`;
}

export function Loading() {
  return html`<p class="loading" role="status">${T.loading}</p>`;
}

export function Panel({ title, id, extra, children, className = "" }) {
  const heading = id ?? title.toLowerCase().replace(/\W+/g, "-");
  return html`<section class="panel ${className}" aria-labelledby=${heading}>
    <header><h2 id=${heading}>${title}</h2>${extra}</header>
    ${children}
  </section>`;
}

/** On or off; `label` says of what. */
export function Switch({ on, label, busy, disabled, onChange }) {
  return html`<button type="button" role="switch" class="switch" aria-checked=${String(on)} aria-label=${label}
    aria-disabled=${busy ? "true" : undefined} disabled=${disabled} onClick=${() => busy || onChange(!on)}>
    <span class="knob"></span><span class="word">${on ? T.on : T.off}</span>
  </button>`;
}

const KINDS = {
  LIVE: "live",
  STARTING: "waiting",
  CONNECTING: "waiting",
  RECONNECTING: "waiting",
  NEEDS_LOGIN: "key",
  PARKED: "attention",
  MISCONFIGURED: "attention",
  FAILED: "failed",
  STOPPED: "off",
  DISABLED: "off",
  started: "live",
  disabled: "off",
  stopped: "off",
  failed: "failed",
  broken: "failed",
  HEALTHY: "live",
  PAUSED: "off",
  QUARANTINED: "attention",
};

/** A state by a picture, a word and a colour. */
export function State({ state }) {
  const kind = KINDS[state] ?? "waiting";
  return html`<span class="state ${kind}"><${Icon} name=${kind} />${T.states[state] ?? state}</span>`;
}

/** Where the time matters to the minute only; the whole of it is in the title. */
export function Since({ at }) {
  return html`<time datetime=${at} title=${fullTime(at)}>${lengthSince(at)}</time>`;
}

/** A name as Twitch's chat shows it: a picture, as its contrast is the account's and not the page's. */
export function NameIn({ chat, name, color }) {
  const hex = hexOf(color);
  const ratio = hex && contrast(hex, CHAT[chat]);
  return html`<span class="name-in ${chat}" role="img" data-name=${name} data-color=${hex ?? ""}
    aria-label=${hex ? T.nameIn[chat](name, wordsOf(color), ratio.toFixed(1)) : T.nameIn.unknown(name, T.chats[chat])}
    style=${{ color: hex ?? "" }}></span>`;
}

export function NameOnBoth({ name, color }) {
  return html`<span class="names"><${NameIn} chat="dark" name=${name} color=${color} /><${NameIn} chat="light" name=${name} color=${color} /></span>`;
}

/** The last colours, the present one first; one element, however many they are. */
export function Strip({ colors }) {
  const known = colors.map(hexOf).filter(Boolean);
  if (known.length === 0) {
    return html`<span class="strip none" role="img" aria-label=${T.strip.none}></span>`;
  }
  const stops = known.map((hex, at) => `${hex} ${at * 5}% ${at * 5 + 5}%`);
  return html`<span class="strip" role="img" aria-label=${T.strip.of(colors.map(wordsOf))} title=${colors.map(wordsOf).join(", ")}
    style=${{ backgroundImage: `linear-gradient(90deg, ${stops.join(", ")}, transparent ${known.length * 5}%)` }}></span>`;
}

/** A window of its own above the page; the browser keeps the focus in it, and gives it back. */
export function Dialog({ title, onClose, children }) {
  const element = useRef(null);
  useEffect(() => {
    const dialog = element.current;
    dialog.showModal();
    return () => dialog.close();
  }, []);
  return html`<dialog ref=${element} aria-labelledby="dialog-title" onClose=${onClose}>
    <header>
      <h2 id="dialog-title">${title}</h2>
      <button type="button" class="quiet square" aria-label=${T.close} onClick=${() => element.current.close()}><${Icon} name="close" /></button>
    </header>
    ${children}
  </dialog>`;
}

/** Asks before something that cannot be undone. */
export function Confirm({ title, text, yes, onYes, onClose, children }) {
  const action = useAction(async () => {
    await onYes();
    onClose();
  });
  return html`<${Dialog} title=${title} onClose=${onClose}>
    <p>${text}</p>
    ${children}
    <${Wrong} problem=${action.problem} />
    <div class="actions">
      <${Button} onClick=${onClose}>${T.cancel}<//>
      <${Button} kind="danger" busy=${action.busy} onClick=${action.start}>${yes}<//>
    </div>
  <//>`;
}

/** A count that is drawn again each second, for "since" and the like. */
export function useTick(length) {
  const [, setTick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTick((tick) => tick + 1), length);
    return () => clearInterval(timer);
  }, [length]);
}
