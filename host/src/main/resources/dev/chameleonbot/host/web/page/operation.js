// How the host does: plots of the last hour, the log, alerts, and what was changed by whom.
import { api } from "./api.js";
import { html, useEffect, useState } from "./dom.js";
import { listen } from "./events.js";
import { clock, fullTime, lengthOf } from "./format.js";
import { Log } from "./log.js";
import { Button, Confirm, Loading, Panel, say, useAction, useAnswer, useMayChange, Wrong } from "./parts.js";
import { Plots } from "./plots.js";
import { T } from "./texts.js";

export function Operation() {
  const mayChange = useMayChange();
  return html`<h1 tabindex="-1">${T.operation.title}</h1>
    <${HostLine} />
    <${Plots} />
    <${Log} />
    <div class="panels"><${Alerts} />${mayChange && html`<${Audit} />`}</div>`;
}

function HostLine() {
  const mayChange = useMayChange();
  const host = useAnswer(api.host, []);
  const [isStopping, setStopping] = useState(false);
  useEffect(() => listen("hello", host.refresh), []);
  const reloading = useAction(async () => say(T.reloaded(await api.reload())));
  const told = host.value;
  return html`<div class="host-line">
    ${told && html`<p><b>Chameleon ${told.version}</b> · ${T.operation.process(told.pid)} · ${T.operation.runsFor(lengthOf(told.uptime_seconds * 1000))} · ${told.plugins.join(", ")}</p>`}
    ${mayChange && html`<div class="actions"><${Button} busy=${reloading.busy} onClick=${reloading.start}>${T.operation.reload}<//>
      <${Button} kind="danger" onClick=${() => setStopping(true)}>${T.operation.stop}<//></div>`}
    <${Wrong} problem=${host.problem ?? reloading.problem} />
    ${told?.plugin_failures.map((failure) => html`<p class="wrong">${T.operation.pluginFailed(failure.plugin, failure.reason)}</p>`)}
    ${isStopping && html`<${Confirm} title=${T.operation.stopTitle} text=${T.operation.stopText} yes=${T.operation.stop}
      onYes=${async () => {
        await api.stop();
        say(T.operation.stopping);
      }} onClose=${() => setStopping(false)} />`}
  </div>`;
}

function Alerts() {
  const answer = useAnswer(api.alerts, []);
  useEffect(() => listen("changed", ({ what }) => what.includes("alerts") && answer.refresh()), []);
  return html`<${Panel} title=${T.alerts.title}>
    <${Wrong} problem=${answer.problem} />
    ${!answer.value && !answer.problem && html`<${Loading} />`}
    ${answer.value?.length === 0 && html`<p class="dim">${T.alerts.none}</p>`}
    ${answer.value?.length > 0 && html`<ul class="plain">${answer.value.map((alert) => html`<li>
      <p><time datetime=${alert.at} title=${fullTime(alert.at)}>${clock(alert.at)}</time> <b class=${alert.severity}><bdi>${alert.headline}</bdi></b></p>
      ${[alert.reason, alert.advice].filter(Boolean).map((sentence) => html`<p><bdi>${sentence}</bdi></p>`)}
      <p class="dim">${alert.webhooks.map((webhook) => T.alerts.delivery(webhook.host, webhook.state)).join(" · ")}</p></li>`)}</ul>`}
  <//>`;
}

function Audit() {
  const answer = useAnswer(api.audit, []);
  return html`<${Panel} title=${T.audit.title} extra=${html`<${Button} kind="small" onClick=${answer.refresh}>${T.refresh}<//>`}>
    <${Wrong} problem=${answer.problem} />
    ${!answer.value && !answer.problem && html`<${Loading} />`}
    ${answer.value?.length === 0 && html`<p class="dim">${T.audit.none}</p>`}
    ${answer.value?.length > 0 && html`<div class="scroller" tabindex="0" role="region" aria-label=${T.audit.table}><table>
      <thead><tr><th scope="col">${T.audit.at}</th><th scope="col">${T.audit.who}</th><th scope="col">${T.audit.what}</th></tr></thead>
      <tbody>${answer.value.map((entry) => html`<tr>
        <td><time datetime=${entry.at} title=${fullTime(entry.at)}>${clock(entry.at)}</time></td><td><bdi>${entry.who}</bdi><br /><bdi class="from dim">${entry.from}</bdi></td>
        <td>${entry.action}${!entry.done && html` <span class="bad">${T.audit.refused}</span>`}<br /><bdi class="dim">${entry.detail}</bdi></td></tr>`)}</tbody>
    </table></div>`}
  <//>`;
}
