// The plugins: how they stand, and their life from the installation to the end.
import { api } from "./api.js";
import { html, useEffect, useState } from "./dom.js";
import { listen } from "./events.js";
import { Button, Confirm, Empty, Loading, say, State, Switch, useAction, useAnswer, useMayChange, Wrong } from "./parts.js";
import { Install } from "./plugin-install.js";
import { T } from "./texts.js";

export function PluginList() {
  const mayChange = useMayChange();
  const answer = useAnswer(api.plugins, []);
  useEffect(() => {
    const ends = [listen("hello", answer.refresh), listen("changed", ({ what }) => what.includes("plugins") && answer.refresh())];
    return () => ends.forEach((end) => end());
  }, []);
  return html`<h1 tabindex="-1">${T.plugins.title}</h1>
    <${Wrong} problem=${answer.problem} />
    ${!answer.value && !answer.problem && html`<${Loading} />`}
    ${mayChange && html`<${Install} refresh=${answer.refresh} />`}
    ${answer.value?.length === 0 && html`<${Empty}><p>${T.plugins.none}</p><//>`}
    ${answer.value && html`<ul class="plugin-list">${answer.value.map((plugin) => html`<${Plugin} key=${plugin.id} plugin=${plugin} refresh=${answer.refresh} />`)}</ul>`}`;
}

function Plugin({ plugin, refresh }) {
  const mayChange = useMayChange();
  const [asks, setAsks] = useState(null);
  const action = useAction(async (work, words) => {
    await work();
    say(words);
    await refresh();
  });
  const isOn = plugin.state === "started";
  return html`<li class="panel plugin" data-plugin=${plugin.id}>
    <header>
      <h2>${plugin.id}</h2><span class="version">${plugin.version}</span><${State} state=${plugin.state} />
      ${mayChange && html`<${Switch} on=${isOn} label=${T.plugins.runs(plugin.id)} busy=${action.busy}
        onChange=${(on) => action.start(() => api.enablePlugin(plugin.id, on), T.plugins.switched(plugin.id, on))} />`}
    </header>
    ${plugin.problem && html`<p class="wrong">${plugin.problem}</p>`}
    ${plugin.on_disk && html`<p class="hint">${T.plugins.onDisk(plugin.on_disk.version)}</p>`}
    <dl class="facts">
      <div><dt>${T.plugins.origin}</dt><dd>${T.plugins.origins[plugin.origin]}, <bdi>${plugin.file}</bdi></dd></div>
      <div><dt>${T.plugins.hash}</dt><dd><code class="hash">${plugin.sha256}</code></dd></div>
      <div><dt>${T.plugins.pin}</dt><dd class=${plugin.pin === "changed" ? "bad" : ""}>${T.plugins.pins[plugin.pin]}</dd></div>
      ${plugin.module && html`<div><dt>${T.plugins.module}</dt><dd>${plugin.module}</dd></div>`}
    </dl>
    ${mayChange && html`<div class="actions">
      <${Button} busy=${action.busy} onClick=${() => action.start(() => api.reloadPlugin(plugin.id), T.plugins.reloaded(plugin.id))}>${T.plugins.reload}<//>
      <${Button} busy=${action.busy} onClick=${() => action.start(() => api.rollBack(plugin.id), T.plugins.rolledBack(plugin.id))}>${T.plugins.rollBack}<//>
      ${plugin.origin === "installed" && html`<${Button} kind="danger" onClick=${() => setAsks("uninstall")}>${T.plugins.uninstall}<//>`}
    </div>`}
    <${Wrong} problem=${action.problem} />
    <${Declared} id=${plugin.id} version=${plugin.version} />
    ${mayChange && html`<${ForOne} plugin=${plugin.id} />`}
    ${asks === "uninstall" && html`<${Confirm} title=${T.plugins.uninstallTitle(plugin.id)} text=${T.plugins.uninstallText} yes=${T.plugins.uninstall}
      onYes=${async () => {
        await api.uninstall(plugin.id);
        say(T.plugins.uninstalled(plugin.id));
        await refresh();
      }} onClose=${() => setAsks(null)} />`}
  </li>`;
}

/** What can be set, asked for when it is looked at. */
function Declared({ id, version }) {
  const [isOpen, setOpen] = useState(false);
  const answer = useAnswer(() => (isOpen ? api.plugin(id) : null), [id, version, isOpen]);
  const settings = answer.value?.settings ?? [];
  return html`<details onToggle=${(event) => setOpen(event.target.open)}><summary>${T.plugins.settings}</summary>
    <${Wrong} problem=${answer.problem} />
    ${answer.value && settings.length === 0 && html`<p class="dim">${T.plugins.noSettings}</p>`}
    ${settings.length > 0 && html`<dl class="declared">${settings.map((setting) => html`<div><dt>${setting.name}</dt>
      <dd><bdi>${setting.description}</bdi> <span class="dim">${T.settings.allowed(setting.allowed, setting.default === undefined || setting.default === null ? null : JSON.stringify(setting.default))}</span></dd></div>`)}</dl>
      <p class="hint">${T.plugins.settingsHint}</p>`}
  </details>`;
}

/** Runs a plugin for an account, or does not, whatever it is for the others. */
function ForOne({ plugin }) {
  const [login, setLogin] = useState("");
  const action = useAction(async (enabled) => {
    await api.enablePluginFor(login.trim().toLowerCase(), plugin, enabled);
    say(T.settings.switched(plugin, enabled, login.trim()));
    setLogin("");
  });
  const start = (enabled) => (event) => {
    event.preventDefault();
    if (login.trim() && !action.busy) {
      action.start(enabled);
    }
  };
  return html`<details><summary>${T.plugins.forOne}</summary>
    <form class="inline" onSubmit=${start(true)}>
      <label class="field grow"><span>${T.plugins.account}</span><input name="account" autocomplete="off" autocapitalize="none" spellcheck="false" value=${login}
        onInput=${(event) => setLogin(event.target.value)} /></label>
      <button>${T.plugins.runFor}</button><button type="button" onClick=${start(false)}>${T.plugins.notFor}</button>
      <${Wrong} problem=${action.problem} />
    </form>
  </details>`;
}

