// From nothing to a colour that changes, in the steps of "chameleon setup"; later accounts are added in the same way.
import { api } from "./api.js";
import { accounts } from "./account-list.js";
import { channelsIn } from "./channels.js";
import { html, useCell, useEffect, useRef, useState } from "./dom.js";
import { Feed, useFeed } from "./feed.js";
import { Icon } from "./icons.js";
import { isEnded, LoginCode, LoginWords, useLogin } from "./login-code.js";
import { Button, Loading, NameOnBoth, Strip, useAction, useAnswer, useMayChange, Wrong } from "./parts.js";
import { go, pathOf } from "./routes.js";
import { T } from "./texts.js";

/** `isFirst` while there is no configuration; `onSetUp` is told when there is one. */
export function Setup({ isFirst, onSetUp }) {
  const mayChange = useMayChange();
  const setup = useAnswer(api.setup, []);
  const waiting = useAnswer(() => (isFirst ? [] : api.logins()), [isFirst]);
  const [id, setId] = useState(null);
  const [account, setAccount] = useState(null);
  const [began] = useState(isFirst);
  if (!mayChange) {
    return html`<h1 tabindex="-1">${T.setup.title}</h1><p>${T.setup.notAllowed}</p>`;
  }
  if (!setup.value) {
    return html`<h1 tabindex="-1">${T.setup.title}</h1>${setup.problem ? html`<${Wrong} problem=${setup.problem} />` : html`<${Loading} />`}`;
  }
  const isNeeded = setup.value.needed;
  const step = isNeeded ? "application" : account ? "change" : id ? "login" : "channels";
  const steps = (began ? ["application"] : []).concat(["channels", "login", "change"]);
  const unfinished = (waiting.value ?? []).filter((login) => login.id.startsWith("new-") && !isEnded(login));
  return html`
    <h1 tabindex="-1">${began ? T.setup.title : T.setup.addTitle}</h1>
    <p class="lead">${began ? T.setup.lead(setup.value.config) : T.setup.addLead(setup.value.config)}</p>
    <ol class="steps">${steps.map((name, at) => html`<li class=${name === step ? "now" : steps.indexOf(step) > at ? "over" : ""}
      aria-current=${name === step ? "step" : undefined}><span class="number">${steps.indexOf(step) > at ? "✓" : at + 1}</span><span>${T.setup.steps[name]}</span></li>`)}</ol>
    ${isNeeded && setup.value.possible === false && html`<p class="wrong">${T.setup.notPossible(setup.value.config)}</p>`}
    <${Step} key=${step}>
      ${step === "application" && html`<${Application} onDone=${async () => {
        await onSetUp();
        await setup.refresh();
      }} />`}
      ${step === "channels" && html`<${ChooseChannels} onBegun=${setId} unfinished=${unfinished} />`}
      ${step === "login" && html`<${LogIn} id=${id} onDone=${setAccount} onBack=${() => setId(null)} />`}
      ${step === "change" && html`<${FirstChange} account=${account} onAgain=${() => (setAccount(null), setId(null))} />`}
    <//>`;
}

/** Moves the focus to the step that comes into sight, so that it is read. */
function Step({ children }) {
  const element = useRef(null);
  useEffect(() => {
    if (document.activeElement === document.body) {
      element.current.focus({ preventScroll: true });
    }
  }, []);
  return html`<section class="panel step" tabindex="-1" ref=${element}>${children}</section>`;
}

function Application({ onDone }) {
  const [clientId, setClientId] = useState("");
  const action = useAction(async () => {
    await api.setUp(clientId.trim());
    await onDone();
  });
  const submit = (event) => {
    event.preventDefault();
    if (clientId.trim() && !action.busy) {
      action.start();
    }
  };
  return html`<h2>${T.setup.steps.application}</h2>
    <p>${T.setup.application.why}</p>
    <ol class="instructions">
      <li>${T.setup.application.open} <a href="https://dev.twitch.tv/console/apps/create" target="_blank" rel="noopener noreferrer">dev.twitch.tv/console/apps/create</a> ${T.setup.application.logIn}</li>
      <li><dl class="facts">${T.setup.application.fields.map(([word, value]) => html`<div><dt>${word}</dt><dd>${value}</dd></div>`)}</dl></li>
      <li>${T.setup.application.copy}</li>
    </ol>
    <form class="inline" onSubmit=${submit}>
      <label class="field grow"><span>${T.setup.application.clientId}</span><input name="client_id" autocomplete="off" spellcheck="false" autocapitalize="none" value=${clientId}
        aria-invalid=${action.problem ? "true" : undefined} aria-describedby="client-id-problem" onInput=${(event) => setClientId(event.target.value)} /></label>
      <button class="primary" aria-disabled=${action.busy ? "true" : undefined}>${action.busy ? T.setup.application.asking : T.setup.next}</button>
      <${Wrong} problem=${action.problem} id="client-id-problem" />
    </form>`;
}

function ChooseChannels({ onBegun, unfinished }) {
  const [text, setText] = useState("@own");
  const action = useAction(async () => {
    const login = await api.beginLogin(channelsIn(text));
    onBegun(login.id);
  });
  const submit = (event) => {
    event.preventDefault();
    if (channelsIn(text).length > 0 && !action.busy) {
      action.start();
    }
  };
  return html`<h2>${T.setup.steps.channels}</h2>
    <p>${T.setup.channels.what}</p>
    <form class="inline" onSubmit=${submit}>
      <label class="field grow"><span>${T.setup.channels.label}</span><input name="channels" autocomplete="off" spellcheck="false" autocapitalize="none" value=${text}
        aria-invalid=${action.problem ? "true" : undefined} aria-describedby="setup-channels-hint" onInput=${(event) => setText(event.target.value)} /></label>
      <button class="primary" aria-disabled=${action.busy ? "true" : undefined}>${action.busy ? T.logins.asking : T.setup.next}</button>
      <p class="hint" id="setup-channels-hint">${T.channels.hint}</p>
      <${Wrong} problem=${action.problem} />
    </form>
    ${unfinished.map((login) => html`<p class="hint">${T.setup.channels.unfinished(login.channels.join(", "))} <${Button} kind="small" onClick=${() => onBegun(login.id)}>${T.setup.channels.goOn}<//></p>`)}`;
}

function LogIn({ id, onDone, onBack }) {
  const { login, problem } = useLogin(id);
  useEffect(() => {
    if (login?.state === "done") {
      onDone(login.account);
    }
  }, [login]);
  const cancel = useAction(async () => {
    if (login && !isEnded(login)) {
      await api.cancelLogin(id);
    }
    onBack();
  });
  return html`<h2>${T.setup.steps.login}</h2>
    ${!login && !problem && html`<p role="status">${T.logins.asking}</p>`}
    ${login && !isEnded(login) && html`<${LoginCode} login=${login} />`}
    ${login && html`<${LoginWords} login=${login} />`}
    <${Wrong} problem=${problem ?? cancel.problem} />
    <div class="actions"><${Button} icon="back" busy=${cancel.busy} onClick=${cancel.start}>${login && isEnded(login) ? T.logins.again : T.setup.back}<//></div>`;
}

function FirstChange({ account, onAgain }) {
  const row = useCell(accounts)?.rows.get(account);
  const feed = useFeed(account);
  const atFirst = useRef(undefined);
  if (row && atFirst.current === undefined) {
    atFirst.current = row.colors_changed;
  }
  const isChanged = (row && row.colors_changed > 0) || feed.entries.some((entry) => entry.changes.some((change) => change.outcome === "changed"));
  return html`<h2>${T.setup.change.title(account)}</h2>
    <div role="status"><p class="lead">${isChanged ? T.setup.change.done(account) : T.setup.change.write(account)}</p></div>
    <div class="first-change ${isChanged ? "is-changed" : ""}">
      <${NameOnBoth} name=${account} color=${row?.colors[0]} />
      ${row && html`<${Strip} colors=${row.colors} />`}
    </div>
    ${row?.advice && html`<p class="advice-line"><${Icon} name="arrow" /><span>${row.advice}</span></p>`}
    <${Feed} account=${account} feed=${feed} empty=${T.setup.change.waiting} />
    <div class="actions">
      <${Button} icon="plus" onClick=${onAgain}>${T.setup.change.another}<//>
      <${Button} kind="primary" onClick=${() => go("accounts", account)}>${T.setup.change.open(account)}<//>
      <a href=${pathOf("accounts")}>${T.accounts.title}</a>
    </div>`;
}
