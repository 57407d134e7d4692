// The demo: every visitor writes in chat as one of its accounts, and sees the colour of the name change.
import { api } from "./api.js";
import { accounts } from "./account-list.js";
import { html, useCell, useEffect, useRef, useState } from "./dom.js";
import { useFeed } from "./feed.js";
import { milliseconds } from "./format.js";
import { hexOf, wordsOf } from "./color.js";
import { Loading, NameIn, Panel, Strip, useAction, useAnswer, useMayChange, Wrong } from "./parts.js";
import { pathOf } from "./routes.js";
import { T } from "./texts.js";

const LISTED = 60;

export function Demo() {
  const answer = useAnswer(api.demo, []);
  return html`<h1 tabindex="-1">${T.demo.title}</h1>
    <p class="lead">${T.demo.lead}</p>
    <${Wrong} problem=${answer.problem} />
    ${!answer.value && !answer.problem && html`<${Loading} />`}
    ${answer.value && html`<${Chat} demo=${answer.value} />`}`;
}

function Chat({ demo }) {
  const mayChange = useMayChange();
  const [account, setAccount] = useState(demo.accounts[0] ?? "");
  const channels = demo.channels[account] ?? [];
  const [chosen, setChosen] = useState("");
  const channel = channels.includes(chosen) ? chosen : channels[0];
  const [text, setText] = useState(T.demo.examples[0]);
  const examples = useRef(1);
  const box = useRef(null);
  const row = useCell(accounts)?.rows.get(account);
  const feed = useFeed(channels.length > 0 ? account : null);
  const sending = useAction(async () => {
    await api.chat(account, channel, text.trim());
    setText(T.demo.examples[examples.current++ % T.demo.examples.length]);
    box.current?.focus();
    box.current?.select();
  });
  useEffect(() => box.current?.focus({ preventScroll: true }), []);
  const send = (event) => {
    event.preventDefault();
    if (text.trim() && channel && !sending.busy) {
      sending.start();
    }
  };
  return html`<div class="demo">
    <${Panel} title=${T.demo.write}>
      <form class="stack" onSubmit=${send}>
        <div class="inline">
          <label class="field grow"><span>${T.demo.account}</span>
            ${demo.accounts.length > LISTED
              ? html`<input name="account" autocomplete="off" list="demo-accounts" value=${account} onInput=${(event) => setAccount(event.target.value.trim())} />
                <datalist id="demo-accounts">${demo.accounts.filter((name) => name.startsWith(account)).slice(0, LISTED).map((name) => html`<option value=${name}></option>`)}</datalist>`
              : html`<select name="account" value=${account} onChange=${(event) => setAccount(event.target.value)}>${demo.accounts.map((name) => html`<option value=${name}>${name}</option>`)}</select>`}</label>
          <label class="field grow"><span>${T.demo.channel}</span>
            <select name="channel" value=${channel} onChange=${(event) => setChosen(event.target.value)}>${channels.map((name) => html`<option value=${name}>${name}</option>`)}</select></label>
        </div>
        <label class="field"><span>${T.demo.text}</span>
          <input ref=${box} name="text" autocomplete="off" maxlength="500" value=${text} disabled=${!mayChange} onInput=${(event) => setText(event.target.value)} /></label>
        ${channels.length === 0 && html`<p class="wrong">${T.demo.nowhere}</p>`}
        <button class="primary big" aria-disabled=${sending.busy || !mayChange ? "true" : undefined}>${T.demo.send(account)}</button>
        <${Wrong} problem=${sending.problem} />
      </form>
      ${row && html`<div class="name-now"><p>${T.demo.now(account)}</p>
        <div class="previews">${["dark", "light"].map((chat) => html`<figure class="preview ${chat}" key=${chat}><${NameIn} chat=${chat} name=${account} color=${row.colors[0]} /><figcaption>${T.chats[chat]}</figcaption></figure>`)}</div>
        <${Strip} colors=${row.colors} /> <a href=${pathOf("accounts", account)}>${T.demo.more(account)}</a></div>`}
    <//>
    <div class="chats">${["dark", "light"].map((chat) => html`<${Room} key=${chat} chat=${chat} account=${account} feed=${feed} />`)}</div>
    <p class="unseen" role="status">${latest(account, feed)}</p>
  </div>`;
}

function latest(account, feed) {
  const change = feed.entries[0]?.changes.find((one) => one.outcome === "changed");
  return change ? T.demo.changed(account, wordsOf(change.color)) : "";
}

/** The chat as Twitch shows it: each message with its writer's name in the colour of then. */
function Room({ chat, account, feed }) {
  const entries = feed.entries.filter((entry) => entry.text !== undefined);
  return html`<section class="room ${chat}" aria-label=${T.chats[chat]}>
    <h2>${T.chats[chat]}</h2>
    ${entries.length === 0 && html`<p class="quiet-line">${T.demo.empty}</p>`}
    <ol>${entries.slice(0, 12).map((entry) => html`<li key=${entry.id}>
      <p><${NameIn} chat=${chat} name=${account} color=${entry.color} />: <bdi>${entry.text}</bdi></p>
      ${entry.changes.map((change) => html`<p class="became"><span class="dot" style=${{ backgroundColor: hexOf(change.color) ?? "transparent" }}></span>
        ${change.outcome === "changed" ? T.demo.became(wordsOf(change.color), milliseconds(change.requested_ms + change.waited_ms + change.decided_ms + change.queued_ms)) : (T.outcomes[change.outcome] ?? change.outcome)}</p>`)}
    </li>`)}</ol>
  </section>`;
}
