// The colour by hand: Twitch's fifteen, or any, with its contrast on both of Twitch's chats.
import { api } from "./api.js";
import { CHAT, contrast, hexOf, parsed, PRESETS, wordsOf } from "./color.js";
import { html, useState } from "./dom.js";
import { NameIn, Panel, useAction, useMayChange, Wrong } from "./parts.js";
import { T } from "./texts.js";

export function ColorPicker({ account, refresh }) {
  const mayChange = useMayChange();
  const present = account.colors[0];
  const [typed, setTyped] = useState(null);
  const [outcome, setOutcome] = useState(null);
  const text = typed ?? wordsOf(present ?? "#9146FF");
  const color = parsed(text);
  const changing = useAction(async () => {
    setOutcome(await api.changeColor(account.login, color));
    refresh();
  });
  const type = (value) => {
    setTyped(value);
    setOutcome(null);
    changing.forget();
  };
  const change = (event) => {
    event.preventDefault();
    if (color && !changing.busy) {
      changing.start();
    }
  };
  return html`<${Panel} title=${T.color.title}>
    <div class="previews">${["dark", "light"].map((chat) => html`<${Preview} chat=${chat} name=${account.login} color=${mayChange ? color : present} />`)}</div>
    ${mayChange && html`<form onSubmit=${change}>
      <fieldset class="presets"><legend>${T.color.presets}</legend>
        ${Object.entries(PRESETS).map(([name, hex]) => html`<button type="button" class="swatch" aria-pressed=${String(color === name)}
          aria-label=${wordsOf(name)} title=${wordsOf(name)} style=${{ backgroundColor: hex }} onClick=${() => type(wordsOf(name))}></button>`)}
      </fieldset>
      <div class="inline">
        <label class="field"><span>${T.color.any}</span>
          <input type="color" value=${(hexOf(color) ?? "#9146FF").toLowerCase()} onInput=${(event) => type(event.target.value.toUpperCase())} /></label>
        <label class="field grow"><span>${T.color.typed}</span>
          <input name="color" autocomplete="off" spellcheck="false" value=${text} onInput=${(event) => type(event.target.value)}
            aria-invalid=${color ? undefined : "true"} aria-describedby="color-problem" /></label>
        <button class="primary" aria-disabled=${changing.busy || !color ? "true" : undefined}>${T.color.change}</button>
      </div>
      <div id="color-problem">
        ${!color && html`<p class="wrong">${T.color.none}</p>`}
        <${Wrong} problem=${changing.problem} />
      </div>
      <p role="status" class=${outcome && outcome.outcome !== "changed" ? "wrong" : "done"}>${outcome?.message}</p>
    </form>`}
  <//>`;
}

function Preview({ chat, name, color }) {
  const hex = hexOf(color);
  const ratio = hex && contrast(hex, CHAT[chat]);
  return html`<figure class="preview ${chat}">
    <${NameIn} chat=${chat} name=${name} color=${color} />
    <figcaption>${T.chats[chat]}${ratio && html`<span class="ratio">${T.color.contrast(ratio.toFixed(1), ratio >= 4.5)}</span>`}</figcaption>
  </figure>`;
}
