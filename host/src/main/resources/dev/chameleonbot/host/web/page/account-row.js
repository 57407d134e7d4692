// One account in the table. Drawn again only when the host told something of it.
import { api } from "./api.js";
import { Component, html } from "./dom.js";
import { count } from "./format.js";
import { Button, NameOnBoth, say, Since, State, Strip, Wrong, useAction } from "./parts.js";
import { pathOf } from "./routes.js";
import { T } from "./texts.js";

export class AccountRow extends Component {
  shouldComponentUpdate(next) {
    const { row, index, top, isSelected, mayChange, minute } = this.props;
    return (
      next.row !== row || next.index !== index || next.top !== top || next.isSelected !== isSelected ||
      next.mayChange !== mayChange || next.minute !== minute
    );
  }

  render({ row, index, top, isSelected, mayChange, onSelect, onLogIn }) {
    return html`<div class="row ${row.needs_attention ? "attention" : ""}" role="row" aria-rowindex=${index + 2}
      data-index=${index} data-login=${row.login} style=${{ top: `${top}px` }}>
      ${mayChange &&
      html`<span role="cell" class="select"><label class="tick"><input type="checkbox" checked=${isSelected}
        aria-label=${T.accounts.select(row.login)} onChange=${() => onSelect(row.login)} /></label></span>`}
      <span role="cell" class="login"><a href=${pathOf("accounts", row.login)} data-row-focus>${row.login}</a></span>
      <span role="cell" class="looks"><${NameOnBoth} name=${row.login} color=${row.colors[0]} /></span>
      <span role="cell" class="last"><${Strip} colors=${row.colors} /></span>
      <span role="cell" class="changes" aria-label=${T.accounts.changes(row.changes_a_minute)}><b>${count(row.changes_a_minute)}</b><small> ${T.accounts.aMinute}</small></span>
      <span role="cell" class="how"><${State} state=${row.state} /> <${Since} at=${row.since} /></span>
      <span role="cell" class="advice">
        ${(row.advice || row.last_error) && html`<bdi class="text" title=${row.advice ?? row.last_error}>${row.advice ?? row.last_error}</bdi>`}
        ${mayChange && row.action && html`<${AdviceButton} row=${row} onLogIn=${onLogIn} />`}
      </span>
    </div>`;
  }
}

/** Does what the advice says. */
export function AdviceButton({ row, onLogIn }) {
  const action = useAction(async () => {
    if (row.action === "login") {
      onLogIn(row.login);
    } else if (row.action === "enable") {
      await api.enableAccount(row.login, true);
      say(T.accounts.enabled(row.login));
    } else {
      say(T.reloaded(await api.reload()));
    }
  });
  return html`<span class="advice-button">
    <${Button} kind="primary small" busy=${action.busy} onClick=${action.start}>${T.actions[row.action]}<span class="unseen"> ${row.login}</span><//>
    <${Wrong} problem=${action.problem} />
  </span>`;
}
