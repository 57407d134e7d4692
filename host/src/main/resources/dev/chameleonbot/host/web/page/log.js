// The last lines of the log, and those that come.
import { api } from "./api.js";
import { html, useEffect, useRef, useState } from "./dom.js";
import { listen, want } from "./events.js";
import { clock, fullTime } from "./format.js";
import { Button, Panel, Wrong } from "./parts.js";
import { T } from "./texts.js";

const KEPT = 400;
const LEVELS = ["ERROR", "WARN", "INFO", "DEBUG", "TRACE"];
const PAUSE = 300;

export function Log() {
  const [asked, setAsked] = useState({ level: "INFO", text: "" });
  const [typed, setTyped] = useState("");
  const [isHeld, setHeld] = useState(false);
  const [log, setLog] = useState({ lines: [], dropped: 0, problem: null });
  const box = useRef(null);
  const held = useRef(false);
  held.current = isHeld;

  useEffect(() => {
    const timer = setTimeout(() => setAsked((known) => (known.text === typed ? known : { ...known, text: typed })), PAUSE);
    return () => clearTimeout(timer);
  }, [typed]);

  useEffect(() => {
    let isOver = false;
    const ask = async () => {
      try {
        const { lines } = await api.log(asked.level, asked.text, 200);
        if (!isOver) {
          setLog((known) => ({ ...merged({ ...known, lines: known.asked === asked ? known.lines : [] }, lines), asked, problem: null }));
        }
      } catch (problem) {
        if (!isOver) {
          setLog((known) => ({ ...known, problem }));
        }
      }
    };
    want({ log: asked.level, text: asked.text || null });
    ask();
    const ends = [
      listen("hello", ask),
      listen("log", ({ lines, dropped }) => held.current || setLog((known) => ({ ...merged(known, lines), dropped: known.dropped + dropped }))),
    ];
    return () => {
      isOver = true;
      ends.forEach((end) => end());
    };
  }, [asked]);
  useEffect(() => () => want({ log: null, text: null }), []);

  // It stays at its end unless somebody has scrolled up to read.
  useEffect(() => {
    const element = box.current;
    if (element && !element.isRead) {
      element.scrollTop = element.scrollHeight;
    }
  }, [log.lines]);

  return html`<${Panel} title=${T.log.title}>
    <div class="toolbar">
      <label class="field"><span>${T.log.level}</span><select name="level" value=${asked.level} onChange=${(event) => setAsked({ ...asked, level: event.target.value })}>
        ${LEVELS.map((level) => html`<option value=${level}>${T.log.from(level)}</option>`)}</select></label>
      <label class="field grow"><span>${T.log.text}</span><input type="search" name="log-text" autocomplete="off" maxlength="200" value=${typed} onInput=${(event) => setTyped(event.target.value)} /></label>
      <${Button} onClick=${() => setHeld(!isHeld)}>${isHeld ? T.log.goOn : T.log.hold}<//>
    </div>
    <${Wrong} problem=${log.problem} />
    <div class="log" role="log" aria-live="off" aria-label=${T.log.title} tabindex="0" ref=${box}
      onScroll=${({ target }) => (target.isRead = target.scrollHeight - target.scrollTop - target.clientHeight > 30)}>
      ${log.lines.length === 0 ? html`<p class="dim">${T.log.none}</p>` : log.lines.map((line) => html`<${Line} key=${line.sequence} line=${line} />`)}
    </div>
    ${log.dropped > 0 && html`<p class="dim">${T.log.dropped(log.dropped)}</p>`}
  <//>`;
}

function merged(known, lines) {
  const last = known.lines.at(-1)?.sequence ?? -1;
  const next = [...known.lines, ...lines.filter((line) => line.sequence > last)];
  return { ...known, lines: next.slice(-KEPT) };
}

function Line({ line }) {
  return html`<p class="line ${line.level}"><time datetime=${line.at} title=${fullTime(line.at)}>${clock(line.at)}</time>
    <b class="level">${line.level}</b>${line.account && html`<bdi class="of">${line.account}</bdi>`}${line.plugin && html`<bdi class="of">${line.plugin}</bdi>`}
    <bdi class="message" title=${`${line.logger} · ${line.thread}`}>${line.message}</bdi>
    ${line.exception && html`<bdi class="exception">${line.exception}</bdi>`}</p>`;
}
