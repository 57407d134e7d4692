// One account: what it does now, where it listens, what its plugins are set to.
import { api } from "./api.js";
import { accounts } from "./account-list.js";
import { AdviceButton } from "./account-row.js";
import { Channels } from "./channels.js";
import { wordsOf } from "./color.js";
import { ColorPicker } from "./color-picker.js";
import { html, useCell, useEffect, useRef, useState } from "./dom.js";
import { Feed, useFeed } from "./feed.js";
import { clock, count, fullTime } from "./format.js";
import { Icon } from "./icons.js";
import { LoginDialog } from "./login-code.js";
import { Button, Confirm, Loading, NameOnBoth, Panel, say, Since, State, Strip, useAction, useAnswer, useMayChange, useTick, Wrong } from "./parts.js";
import { go, pathOf } from "./routes.js";
import { Plugins } from "./settings.js";
import { T } from "./texts.js";

const AT_MOST_EACH = 2000;

export function Account({ login }) {
  const row = useCell(accounts)?.rows.get(login);
  const detail = useAnswer(() => api.account(login), [login]);
  const settings = useAnswer(() => api.settings(login), [login]);
  const feed = useFeed(login);
  useFresh(row, detail.refresh);
  useTick(10_000);
  const account = detail.value && { ...detail.value, ...row };
  return html`
    <p class="up"><a href=${pathOf("accounts")}><${Icon} name="back" />${T.accounts.title}</a></p>
    <h1 tabindex="-1">${login}</h1>
    <${Wrong} problem=${detail.problem} />
    ${!account && !detail.problem && html`<${Loading} />`}
    ${account && html`
      <${Head} account=${account} refresh=${detail.refresh} />
      <div class="sides">
        <div class="side">
          <${Panel} title=${T.feed.title}><${Feed} account=${login} feed=${feed} empty=${T.feed.empty(login)} /><//>
          <${Panel} title=${T.settings.title}>
            <${Wrong} problem=${settings.problem} />
            ${settings.value && html`<${Plugins} login=${login} settings=${settings.value} health=${account.plugins} refresh=${settings.refresh} />`}
          <//>
          <${History} account=${account} />
        </div>
        <div class="side">
          <${ColorPicker} key=${login} account=${account} refresh=${detail.refresh} />
          <${Channels} account=${account} refresh=${detail.refresh} />
          <${Facts} account=${account} />
        </div>
      </div>`}`;
}

/** Asks again when the host reports a change of the account, but not at each of a hundred changes. */
function useFresh(row, refresh) {
  const last = useRef({ row, at: Date.now(), timer: 0 });
  useEffect(() => {
    const known = last.current;
    if (known.row && row !== known.row && !known.timer) {
      known.timer = setTimeout(() => {
        known.timer = 0;
        known.at = Date.now();
        refresh();
      }, Math.max(0, known.at + AT_MOST_EACH - Date.now()));
    }
    known.row = row;
  }, [row]);
  useEffect(() => () => clearTimeout(last.current.timer), []);
}

function Head({ account, refresh }) {
  const mayChange = useMayChange();
  const [open, setOpen] = useState(null);
  const switching = useAction(async (enabled) => {
    await api.enableAccount(account.login, enabled);
    say(enabled ? T.accounts.enabled(account.login) : T.accounts.disabled(account.login));
    await refresh();
  });
  return html`<div class="account-head ${account.needs_attention ? "attention" : ""}">
    <div class="facts-line">
      <${NameOnBoth} name=${account.login} color=${account.colors[0]} />
      <${State} state=${account.state} /> <span class="dim"><${Since} at=${account.since} /></span>
      <${Strip} colors=${account.colors} />
      <span>${T.accounts.changes(account.changes_a_minute)}</span>
    </div>
    ${mayChange && html`<div class="actions">
      <${Button} busy=${switching.busy} onClick=${() => switching.start(!account.enabled)}>${account.enabled ? T.actions.disable : T.actions.enable}<//>
      <${Button} icon="key" onClick=${() => setOpen("login")}>${T.actions.login}<//>
      <${Button} kind="danger" onClick=${() => setOpen("remove")}>${T.actions.remove}<//>
    </div>`}
    <${Wrong} problem=${switching.problem} />
    ${(account.advice || account.problem || account.last_error) && html`<div class="troubles">
      ${account.problem && html`<p><bdi>${account.problem}</bdi></p>`}
      ${account.last_error && html`<p><bdi>${account.last_error}</bdi>${account.last_error_at && html` <span class="dim">${clock(account.last_error_at)}</span>`}</p>`}
      ${account.advice && html`<p class="advice-line"><${Icon} name="arrow" /><span>${account.advice}</span>
        ${mayChange && account.action && html`<${AdviceButton} row=${account} onLogIn=${() => setOpen("login")} />`}</p>`}
    </div>`}
    ${open === "login" && html`<${LoginDialog} login=${account.login} onClose=${() => setOpen(null)} />`}
    ${open === "remove" && html`<${Remove} account=${account} onClose=${() => setOpen(null)} />`}
  </div>`;
}

function Remove({ account, onClose }) {
  const [keep, setKeep] = useState(false);
  const remove = async () => {
    await api.removeAccount(account.login, keep);
    say(T.accounts.removed(account.login));
    go("accounts");
  };
  return html`<${Confirm} title=${T.remove.title(account.login)} text=${T.remove.text(account.login)} yes=${T.actions.remove} onYes=${remove} onClose=${onClose}>
    <label class="check"><input type="checkbox" checked=${keep} onChange=${() => setKeep(!keep)} /><span>${T.remove.keepTokens}</span></label>
  <//>`;
}

function History({ account }) {
  return html`<${Panel} title=${T.history.title}>
    ${account.changes.length === 0
      ? html`<p class="dim">${T.history.none}</p>`
      : html`<ol class="history">${account.changes.map((change) => html`<li key=${change.at}>
          <${NameOnBoth} name=${account.login} color=${change.color} /><span class="color">${wordsOf(change.color)}</span>
          <time datetime=${change.at} title=${fullTime(change.at)}>${clock(change.at)}</time></li>`)}</ol>`}
  <//>`;
}

function Facts({ account }) {
  const facts = [
    [T.facts.origin, account.origin],
    [T.facts.heard, count(account.messages_heard)],
    [T.facts.own, count(account.own_messages)],
    [T.facts.changed, count(account.colors_changed)],
    [T.facts.budget, account.budget_remaining === null ? T.facts.unknown : count(account.budget_remaining)],
    [T.facts.breakers, T.facts.breakerStates(account.breakers.helix, account.breakers.color)],
    [T.facts.faults, count(account.faults)],
    ...Object.entries(account.statuses),
    ...Object.entries(account.queues).map(([plugin, waiting]) => [T.facts.queue(plugin), count(waiting)]),
  ];
  return html`<${Panel} title=${T.facts.title}>
    <dl class="facts">${facts.map(([word, fact]) => html`<div><dt>${word}</dt><dd><bdi>${fact}</bdi></dd></div>`)}</dl>
    ${account.troubles.length > 0 && html`<h3>${T.facts.troubles}</h3><ul class="plain">${account.troubles.map((trouble) => html`<li>
      <p><bdi>${trouble.problem}</bdi> <span class="dim"><${Since} at=${trouble.since} /></span></p>
      ${trouble.advice && html`<p class="advice-line"><${Icon} name="arrow" /><span>${trouble.advice}</span></p>`}</li>`)}</ul>`}
  <//>`;
}
