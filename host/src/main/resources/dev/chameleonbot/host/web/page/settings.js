// A plugin's settings for an account, as a form made from what the plugin declares.
import { api } from "./api.js";
import { html, useState } from "./dom.js";
import { say, Switch, useAction, useMayChange, Wrong } from "./parts.js";
import { T } from "./texts.js";

export function Plugins({ login, settings, health, refresh }) {
  if (settings.plugins.length === 0) {
    return html`<p class="dim">${T.settings.noPlugins}</p>`;
  }
  return html`
    ${!settings.own_file && html`<p class="hint">${T.settings.notOwn(settings.origin)}</p>`}
    ${settings.plugins.map((plugin) => html`<${PluginForm} key=${plugin.id} login=${login} plugin=${plugin} ownFile=${settings.own_file}
      health=${health.find((one) => one.id === plugin.id)} refresh=${refresh} />`)}`;
}

function PluginForm({ login, plugin, ownFile, health, refresh }) {
  const mayChange = useMayChange() && ownFile;
  const [typed, setTyped] = useState({});
  const [isOpen, setOpen] = useState(false);
  const switching = useAction(async (enabled) => {
    await api.enablePluginFor(login, plugin.id, enabled);
    say(T.settings.switched(plugin.id, enabled, login));
    await refresh();
  });
  const saving = useAction(async (settings) => {
    await api.changeSettings(login, plugin.id, Object.fromEntries(settings.map((setting) => [setting.name, valueOf(setting, typed[setting.name])])));
    await saved();
  });
  const takingBack = useAction(async (setting) => {
    await api.changeSettings(login, plugin.id, { [setting.name]: null });
    await saved();
  });
  const saved = async () => {
    setTyped({});
    say(T.settings.saved(plugin.id, login));
    await refresh();
  };
  const changed = plugin.settings.filter((setting) => setting.name in typed && typed[setting.name] !== shown(setting));
  const save = (event) => {
    event.preventDefault();
    if (!saving.busy && changed.length > 0) {
      saving.start(changed);
    }
  };
  // A problem names the setting that it is about; it is told there, and above the button where it names none.
  const wrong = saving.problem && plugin.settings.find((setting) => names(saving.problem.message, setting.name));
  return html`<div class="plugin-settings" id=${`${plugin.id}-form`}>
    <div class="plugin-head">
      <h3>${plugin.id}</h3>
      ${health && health.state !== "HEALTHY" && html`<span class="dim">${T.states[health.state] ?? health.state}${health.reason && `: ${health.reason}`}</span>`}
      ${mayChange
        ? html`<${Switch} on=${plugin.enabled} label=${T.settings.runs(plugin.id, login)} busy=${switching.busy} onChange=${switching.start} />`
        : html`<span class="dim">${plugin.enabled ? T.on : T.off}</span>`}
    </div>
    <${Wrong} problem=${switching.problem} />
    ${plugin.settings.length > 0 && html`<details open=${isOpen} onToggle=${(event) => setOpen(event.target.open)}>
      <summary>${T.settings.count(plugin.settings.length, plugin.settings.filter((setting) => setting.origin === "account").length)}</summary>
      <form onSubmit=${save} novalidate>
        ${plugin.settings.map((setting) => html`<${Field} key=${setting.name} id=${`${plugin.id}-${setting.name}`} setting=${setting} mayChange=${mayChange}
          typed=${typed[setting.name] ?? shown(setting)} onType=${(value) => setTyped({ ...typed, [setting.name]: value })}
          onTakeBack=${() => takingBack.busy || takingBack.start(setting)} problem=${wrong === setting ? saving.problem : null} />`)}
        <${Wrong} problem=${wrong ? takingBack.problem : (saving.problem ?? takingBack.problem)} />
        ${mayChange && html`<div class="actions">
          <button class="primary" aria-disabled=${changed.length === 0 || saving.busy ? "true" : undefined}>${T.settings.save}</button>
          ${changed.length > 0 && html`<button type="button" onClick=${() => (setTyped({}), saving.forget())}>${T.settings.discard}</button>`}
        </div>`}
      </form>
    </details>`}
  </div>`;
}

const names = (text, name) => new RegExp(`(^|[^\\w-])${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}($|[^\\w-])`).test(text);

/** A value as its field shows it: text, but for a flag. */
function shown({ kind, value }) {
  if (kind === "flag") {
    return value === true;
  }
  if (kind === "texts") {
    return (value ?? []).join("\n");
  }
  if (kind === "json") {
    return value === null || value === undefined ? "" : JSON.stringify(value, null, 2);
  }
  return value === null || value === undefined ? "" : String(value);
}

/** What a field holds as the value that is sent; what is no number goes as it is, and is refused with a reason. */
function valueOf({ kind, name }, typed) {
  if (kind === "texts") {
    return typed.split("\n").map((line) => line.trim()).filter(Boolean);
  }
  if (kind === "json") {
    try {
      return JSON.parse(typed);
    } catch {
      throw new Error(T.settings.noJson(name));
    }
  }
  if (kind === "number" || kind === "decimal") {
    return typed.trim() === "" ? null : Number.isFinite(Number(typed)) ? Number(typed) : typed;
  }
  return typed;
}

function Field({ id, setting, mayChange, typed, onType, onTakeBack, problem }) {
  const described = `${id}-hint${problem ? ` ${id}-problem` : ""}`;
  const common = { id, name: setting.name, disabled: !mayChange, "aria-describedby": described, "aria-invalid": problem ? "true" : undefined };
  const onInput = (event) => onType(event.target.value);
  const input = {
    flag: () => html`<input ...${common} type="checkbox" checked=${typed} onChange=${(event) => onType(event.target.checked)} />`,
    choice: () => html`<select ...${common} value=${typed} onChange=${onInput}>${setting.choices.map((choice) => html`<option value=${choice}>${choice}</option>`)}</select>`,
    texts: () => html`<textarea ...${common} rows=${Math.min(8, typed.split("\n").length + 1)} value=${typed} onInput=${onInput}></textarea>`,
    json: () => html`<textarea ...${common} class="json" spellcheck="false" rows=${Math.min(16, typed.split("\n").length + 1)} value=${typed} onInput=${onInput}></textarea>`,
    number: () => html`<input ...${common} inputmode="numeric" autocomplete="off" value=${typed} onInput=${onInput} />`,
    decimal: () => html`<input ...${common} inputmode="decimal" autocomplete="off" value=${typed} onInput=${onInput} />`,
  }[setting.kind] ?? (() => html`<input ...${common} autocomplete="off" spellcheck="false" value=${typed} onInput=${onInput} />`);
  return html`<div class="setting ${setting.kind}">
    <label for=${id}>${setting.name}</label>
    <div class="value">${input()}
      <span class="origin ${setting.origin}">${T.settings.origins[setting.origin]}</span>
      ${mayChange && setting.origin === "account" && html`<button type="button" class="quiet small" onClick=${onTakeBack}>${T.settings.takeBack}<span class="unseen"> ${setting.name}</span></button>`}
    </div>
    <p class="hint" id=${`${id}-hint`}><bdi>${setting.description}</bdi> <span class="allowed">${T.settings.allowed(setting.allowed, defaultOf(setting))}</span></p>
    <${Wrong} problem=${problem} id=${`${id}-problem`} />
  </div>`;
}

function defaultOf({ default: value }) {
  return value === null || value === undefined || value.length === 0 ? null : Array.isArray(value) && value.every((one) => typeof one === "string") ? value.join(", ") : typeof value === "object" ? JSON.stringify(value) : String(value);
}
