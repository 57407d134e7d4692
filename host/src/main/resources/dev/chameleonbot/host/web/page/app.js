// The page as a whole: who is logged in, where one is, and how the host stands.
import { api, whenLoggedOut } from "./api.js";
import { Account } from "./account.js";
import { accounts, followAccounts, summary } from "./account-list.js";
import { Accounts } from "./accounts.js";
import { Demo } from "./demo.js";
import { Component, html, render, useCell, useEffect, useRef, useState } from "./dom.js";
import { begin, connection, end, turns } from "./events.js";
import { clock } from "./format.js";
import { Icon } from "./icons.js";
import { Operation } from "./operation.js";
import { Button, Notes, say, session, Wrong } from "./parts.js";
import { PasswordPage } from "./password.js";
import { PluginList } from "./plugins.js";
import { go, pathOf, route } from "./routes.js";
import { Setup } from "./setup.js";
import { T } from "./texts.js";
import { ThemeSwitch } from "./theme-switch.js";

const LOOK = 250;

function App() {
  const [state, setState] = useState({ kind: "asking", problem: null });
  const known = useCell(session);
  const enter = async () => {
    try {
      session.set(await api.session());
      setState({ kind: "in", problem: null });
    } catch (problem) {
      setState({ kind: problem.status === 401 ? "out" : "failed", problem });
    }
  };
  useEffect(() => {
    whenLoggedOut(() => {
      session.set(null);
      setState({ kind: "out", problem: null });
    });
    enter();
  }, []);
  if (state.kind === "out") {
    return html`<${PasswordPage} onLoggedIn=${enter} /><${Notes} />`;
  }
  if (state.kind === "failed") {
    return html`<main class="password"><section class="panel"><h1 tabindex="-1">Chameleon</h1><${Wrong} problem=${state.problem} />
      <${Button} kind="primary" onClick=${enter}>${T.again}<//></section></main>`;
  }
  return known ? html`<${Inside} session=${known} refresh=${enter} /><${Notes} />` : null;
}

function Inside({ session: known, refresh }) {
  const path = useCell(route);
  const main = useRef(null);
  const isFirst = useRef(true);
  const runs = known.mode !== "setup";
  useEffect(() => {
    if (!runs) {
      return undefined; // There is nothing to be told yet.
    }
    const unfollow = followAccounts();
    begin();
    const ended = turns.listen((turn) => {
      say(T.turns[turn.kind]);
      refresh();
    });
    return () => {
      unfollow();
      ended();
      end();
      accounts.set(null);
      summary.set(null);
    };
  }, [runs]);
  const place = placeOf(path, known.mode);
  const key = path.join("/");
  useEffect(() => {
    document.title = `${place.title} – Chameleon`;
    if (!isFirst.current) {
      main.current.querySelector("h1")?.focus({ preventScroll: true });
      if (place.name !== "accounts") {
        scrollTo({ top: 0, behavior: "instant" });
      }
    }
    isFirst.current = false;
  }, [key]);
  return html`
    <a class="skip" href="#main" onClick=${(event) => {
      event.preventDefault();
      main.current.focus();
    }}>${T.skip}</a>
    <${Bar} session=${known} place=${place} />
    <${Standing} />
    ${known.role === "view" && html`<aside class="view-only" aria-label=${T.viewOnlyTitle}>${T.viewOnly(known.who)}</aside>`}
    <main id="main" tabindex="-1" ref=${main}><${Boundary} key=${`${place.name}/${place.argument ?? ""}`}>${view(place, known, refresh)}<//></main>
    <footer>Chameleon ${known.version}</footer>`;
}

/** A fault of one view leaves the others, and says that it is one. */
class Boundary extends Component {
  componentDidCatch(fault) {
    console.error(fault);
    this.setState({ fault });
  }

  render({ children }, { fault }) {
    return fault ? html`<h1 tabindex="-1">${T.fault.title}</h1><p>${T.fault.text}</p><${Button} kind="primary" onClick=${() => location.reload()}>${T.fault.reload}<//>` : children;
  }
}

function placeOf([name, argument], mode) {
  if (mode === "setup") {
    return { name: "setup", title: T.setup.title };
  }
  switch (name) {
    case "accounts":
      return argument ? { name: "account", argument, title: argument } : { name, title: T.accounts.title };
    case "add":
      return { name: "setup", title: T.setup.addTitle };
    case "plugins":
      return { name, title: T.plugins.title };
    case "operation":
      return { name, title: T.operation.title };
    case "demo":
      return mode === "demo" ? { name, title: T.demo.title } : { name: "accounts", title: T.accounts.title };
    default:
      return mode === "demo" ? { name: "demo", title: T.demo.title } : { name: "accounts", title: T.accounts.title };
  }
}

function view(place, known, refresh) {
  switch (place.name) {
    case "account":
      return html`<${Account} key=${place.argument} login=${place.argument} />`;
    case "plugins":
      return html`<${PluginList} />`;
    case "operation":
      return html`<${Operation} />`;
    case "demo":
      return html`<${Demo} />`;
    case "setup":
      return html`<${Setup} key="setup" isFirst=${known.mode === "setup"} onSetUp=${async () => {
        await hostRuns();
        go("add");
        await refresh();
      }} />`;
    default:
      return html`<${Accounts} />`;
  }
}

/** The host starts when it has its configuration; until then there is the set-up only. */
async function hostRuns() {
  while ((await api.session()).mode === "setup") {
    await new Promise((resume) => setTimeout(resume, LOOK));
  }
}

function Bar({ session: known, place }) {
  const links = known.mode === "setup" ? [] : [...(known.mode === "demo" ? ["demo"] : []), "accounts", "plugins", "operation"];
  const at = place.name === "account" || place.name === "setup" ? "accounts" : place.name;
  const leave = async () => {
    try {
      await api.logOut();
      location.reload();
    } catch (problem) {
      say(problem.message);
    }
  };
  return html`<header class="bar">
    <a class="brand" href="#/"><img src="/icon.svg" alt="" width="28" height="28" /><span>Chameleon</span></a>
    <nav aria-label=${T.navigation}><ul>${links.map((name) => html`<li><a href=${pathOf(name)} aria-current=${name === at ? "page" : undefined}>${T[name].nav}</a></li>`)}</ul></nav>
    <div class="end"><${ThemeSwitch} />
      <button type="button" class="quiet square" aria-label=${T.leave(known.who)} title=${T.leave(known.who)} onClick=${leave}><${Icon} name="leave" /></button></div>
  </header>`;
}

/** Says that the host is away for as long as it is; that it is back, a note says. */
function Standing() {
  const { state, since } = useCell(connection);
  return html`<div class="standing" role="status">${(state === "away" || state === "refused") && html`<p class="away"><${Icon} name="waiting" />${state === "away" ? T.turns.away(clock(since)) : T.turns.refused}</p>`}</div>`;
}

render(html`<${App} />`, document.getElementById("app"));
