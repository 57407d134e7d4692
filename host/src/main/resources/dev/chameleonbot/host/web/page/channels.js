// Where an account listens.
import { api } from "./api.js";
import { html, useState } from "./dom.js";
import { Button, Panel, say, useAction, useMayChange, Wrong } from "./parts.js";
import { T } from "./texts.js";

/** Channel names as somebody types them, with or without # and commas. */
export const channelsIn = (text) => [...new Set(text.split(/[\s,;]+/).map((word) => word.replace(/^#/, "").toLowerCase()).filter(Boolean))];

export function Channels({ account, refresh }) {
  const mayChange = useMayChange() && account.own_file;
  const [text, setText] = useState("");
  const joining = useAction(async (channels) => {
    await api.join(account.login, channels);
    setText("");
    refresh();
  });
  const join = (event) => {
    event.preventDefault();
    const channels = channelsIn(text);
    if (channels.length > 0) {
      joining.start(channels);
    }
  };
  return html`<${Panel} title=${T.channels.title} extra=${html`<span class="dim">${T.channels.heard(account.channels_heard, account.channels_wanted)}</span>`}>
    ${account.channels.length === 0
      ? html`<p class="dim">${T.channels.none}</p>`
      : html`<ul class="chips">${account.channels.map((channel) => html`<${Channel} key=${channel} login=${account.login} channel=${channel} mayChange=${mayChange} refresh=${refresh} />`)}</ul>`}
    ${mayChange && html`<form class="inline" onSubmit=${join}>
      <label class="field grow"><span>${T.channels.join}</span>
        <input name="channels" autocomplete="off" autocapitalize="none" spellcheck="false" value=${text} onInput=${(event) => setText(event.target.value)}
          aria-describedby="channels-hint" aria-invalid=${joining.problem ? "true" : undefined} /></label>
      <button class="primary" aria-disabled=${joining.busy ? "true" : undefined}>${T.channels.joinNow}</button>
      <p class="hint" id="channels-hint">${T.channels.hint}</p>
      <${Wrong} problem=${joining.problem} />
    </form>`}
  <//>`;
}

function Channel({ login, channel, mayChange, refresh }) {
  const leaving = useAction(async () => {
    await api.leave(login, channel);
    say(T.channels.left(channel));
    refresh();
  });
  return html`<li class="chip">${channel}
    ${mayChange && html`<button type="button" class="quiet square" aria-label=${T.channels.leave(channel)} title=${T.channels.leave(channel)}
      aria-disabled=${leaving.busy ? "true" : undefined} onClick=${() => leaving.busy || leaving.start()}>×</button>`}
    <${Wrong} problem=${leaving.problem} /></li>`;
}
