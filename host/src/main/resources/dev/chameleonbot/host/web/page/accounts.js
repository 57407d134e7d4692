// All accounts: search, filter, order, and what is done to several at once.
import { api } from "./api.js";
import { accounts, select, summary } from "./account-list.js";
import { AccountRow } from "./account-row.js";
import { html, useCell, useEffect, useMemo, useRef, useState } from "./dom.js";
import { count, rate } from "./format.js";
import { Icon } from "./icons.js";
import { LoginDialog } from "./login-code.js";
import { Button, Empty, Loading, say, useAction, useMayChange, useTick, Wrong } from "./parts.js";
import { pathOf } from "./routes.js";
import { T } from "./texts.js";
import { VirtualList } from "./virtual-list.js";

const STATES = ["LIVE", "STARTING", "CONNECTING", "RECONNECTING", "NEEDS_LOGIN", "PARKED", "MISCONFIGURED", "FAILED", "STOPPED", "DISABLED"];
const WIDE = matchMedia("(min-width: 62rem)");

/** How the list was left is how it is found again. */
const left = { search: "", state: "", order: "attention", scroll: 0 };

export function Accounts() {
  const all = useCell(accounts);
  const mayChange = useMayChange();
  const [asked, setAsked] = useState({ search: left.search, state: left.state, order: left.order });
  const [selected, setSelected] = useState(new Set());
  const [loggingIn, setLoggingIn] = useState(null);
  const logins = useOrder(all?.rows, asked);
  const rowHeight = useRowHeight();
  useScrollPlace();
  useTick(60_000);

  const ask = (changes) => {
    Object.assign(left, asked, changes);
    setAsked({ ...asked, ...changes });
  };
  const onSelect = (login) =>
    setSelected((known) => {
      const next = new Set(known);
      return next.delete(login) ? next : next.add(login);
    });

  if (!all) {
    return html`<h1 tabindex="-1">${T.accounts.title}</h1><${Loading} />`;
  }
  const minute = Math.floor(Date.now() / 60_000);
  return html`
    <div class="title"><h1 tabindex="-1">${T.accounts.title}</h1>
      ${mayChange && html`<a class="button primary" href=${pathOf("add")}><${Icon} name="plus" /><span>${T.accounts.add}</span></a>`}
    </div>
    <${Sum} rows=${all.rows} />
    <${Wrong} problem=${all.problem} />
    ${all.rows.size === 0 && !all.problem
      ? html`<${Empty}><p>${T.accounts.none}</p>${mayChange && html`<a class="button primary" href=${pathOf("add")}>${T.accounts.add}</a>`}<//>`
      : html`
        <${Toolbar} asked=${asked} ask=${ask} rows=${all.rows} shown=${logins.length} />
        ${selected.size > 0 && html`<${Together} selected=${selected} clear=${() => setSelected(new Set())} />`}
        <div class="accounts ${mayChange ? "may-change" : ""}" role="table" aria-label=${T.accounts.title} aria-rowcount=${logins.length + 1}>
          <div role="rowgroup" class="head"><div role="row" aria-rowindex="1" class="columns">
            ${mayChange && html`<span role="columnheader" class="select"><span class="unseen">${T.accounts.columns.select}</span></span>`}
            ${["login", "looks", "last", "changes", "how", "advice"].map(
              (name) => html`<span role="columnheader" class=${name}>${T.accounts.columns[name]}</span>`,
            )}
          </div></div>
          <${VirtualList} keys=${logins} rowHeight=${rowHeight} row=${(login, index, top) =>
            all.rows.has(login) &&
            html`<${AccountRow} key=${login} row=${all.rows.get(login)} index=${index} top=${top} minute=${minute}
              isSelected=${selected.has(login)} mayChange=${mayChange} onSelect=${onSelect} onLogIn=${setLoggingIn} />`} />
        </div>
        ${logins.length === 0 && html`<${Empty}><p>${T.accounts.noneFound}</p>
          <${Button} onClick=${() => ask({ search: "", state: "" })}>${T.accounts.showAll}<//><//>`}`}
    ${loggingIn && html`<${LoginDialog} login=${loggingIn} onClose=${() => setLoggingIn(null)} />`}`;
}

/**
 * The order holds still while somebody scrolls or points at a row, so that nothing jumps away under a finger; it is made
 * anew when something else is asked for, and every two seconds at most.
 */
function useOrder(rows, asked) {
  const [order, setOrder] = useState({ asked: null, logins: [] });
  const scrolled = useRef(0);
  useEffect(() => {
    const note = () => (scrolled.current = performance.now());
    addEventListener("scroll", note, { passive: true });
    return () => removeEventListener("scroll", note);
  }, []);
  const known = useRef(rows);
  known.current = rows;
  const fresh = useMemo(() => (rows ? select(rows, asked) : []), [asked, rows === undefined, rows?.size]);
  useEffect(() => setOrder({ asked, logins: fresh }), [fresh]);
  useEffect(() => {
    const timer = setInterval(() => {
      const isBusy = performance.now() - scrolled.current < 1000 || document.querySelector(".virtual-rows:hover, .virtual-rows:focus-within");
      if (!isBusy && known.current) {
        setOrder({ asked, logins: select(known.current, asked) });
      }
    }, 2000);
    return () => clearInterval(timer);
  }, [asked]);
  return order.asked === asked ? order.logins : fresh;
}

function useRowHeight() {
  const [isWide, setWide] = useState(WIDE.matches);
  useEffect(() => {
    const note = () => setWide(WIDE.matches);
    WIDE.addEventListener("change", note);
    return () => WIDE.removeEventListener("change", note);
  }, []);
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  return Math.round((isWide ? 3.25 : 8) * rem);
}

/** Back from an account, the list is where it was. */
function useScrollPlace() {
  useEffect(() => {
    scrollTo({ top: left.scroll, behavior: "instant" });
    const note = () => (left.scroll = scrollY);
    addEventListener("scroll", note, { passive: true });
    return () => removeEventListener("scroll", note);
  }, []);
}

function Sum({ rows }) {
  const sum = useCell(summary);
  if (!sum) {
    return null;
  }
  const figures = [
    [T.sum.accounts(rows.size), count(rows.size), ""],
    [T.sum.live, count(sum.live), ""],
    [T.sum.attention(sum.needs_attention), count(sum.needs_attention), sum.needs_attention > 0 ? "attention" : ""],
    [T.sum.messages, rate(sum.messages_a_second ?? 0), ""],
    [T.sum.own, rate(sum.own_a_second ?? 0), ""],
    [T.sum.changes, rate(sum.changes_a_second ?? 0), ""],
    [T.sum.changed, count(sum.colors_changed), ""],
  ];
  return html`<dl class="sum">${figures.map(([word, figure, kind]) => html`<div class=${kind}><dt>${word}</dt><dd>${figure}</dd></div>`)}</dl>`;
}

function Toolbar({ asked, ask, rows, shown }) {
  const counts = {};
  let attention = 0;
  for (const row of rows.values()) {
    counts[row.state] = (counts[row.state] ?? 0) + 1;
    attention += row.needs_attention;
  }
  return html`<div class="toolbar" role="search" aria-label=${T.accounts.find}>
    <label class="field search"><span class="unseen">${T.accounts.search}</span><${Icon} name="search" />
      <input type="search" name="search" autocomplete="off" spellcheck="false" placeholder=${T.accounts.search} value=${asked.search}
        onInput=${(event) => ask({ search: event.target.value })} /></label>
    <label class="field"><span>${T.accounts.show}</span>
      <select name="state" value=${asked.state} onChange=${(event) => ask({ state: event.target.value })}>
        <option value="">${T.accounts.all(rows.size)}</option>
        <option value="attention">${T.accounts.attention(attention)}</option>
        ${STATES.filter((state) => counts[state] || state === asked.state).map(
          (state) => html`<option value=${state}>${T.accounts.ofState(state, counts[state] ?? 0)}</option>`,
        )}
      </select></label>
    <label class="field"><span>${T.accounts.order}</span>
      <select name="order" value=${asked.order} onChange=${(event) => ask({ order: event.target.value })}>
        ${Object.entries(T.accounts.orders).map(([order, words]) => html`<option value=${order}>${words}</option>`)}
      </select></label>
    <p class="shown" role="status">${asked.search || asked.state ? T.accounts.shown(shown, rows.size) : ""}</p>
  </div>`;
}

function Together({ selected, clear }) {
  const logins = [...selected];
  const action = useAction(async (enabled) => {
    const refused = [];
    for (const login of logins) {
      try {
        await api.enableAccount(login, enabled);
      } catch (problem) {
        refused.push(problem.message);
      }
    }
    if (refused.length > 0) {
      throw new Error(T.accounts.notAll(refused.length, logins.length, refused[0]));
    }
    say(T.accounts.together(logins.length, enabled));
    clear();
  });
  return html`<div class="together" role="region" aria-label=${T.accounts.selected(logins.length)}>
    <b>${T.accounts.selected(logins.length)}</b>
    <${Button} busy=${action.busy} onClick=${() => action.start(true)}>${T.actions.enable}<//>
    <${Button} busy=${action.busy} onClick=${() => action.start(false)}>${T.actions.disable}<//>
    <${Button} kind="quiet" onClick=${clear}>${T.accounts.selectNone}<//>
    <${Wrong} problem=${action.problem} />
  </div>`;
}
