// What an account writes as it happens, with the changes of colour that it caused.
import { accounts } from "./account-list.js";
import { hexOf, wordsOf } from "./color.js";
import { html, useEffect, useState } from "./dom.js";
import { listen, want } from "./events.js";
import { clock, fullTime, milliseconds } from "./format.js";
import { Icon } from "./icons.js";
import { NameOnBoth } from "./parts.js";
import { T } from "./texts.js";

const KEPT = 100;
const STEPS = ["queued_ms", "decided_ms", "waited_ms", "requested_ms"];

const NOTHING = { entries: [], dropped: 0, color: undefined };

/** { entries: newest first, dropped } of an account from now on; a message has the colour that the name had then. */
export function useFeed(account) {
  const [feed, setFeed] = useState(NOTHING);
  useEffect(() => {
    setFeed(NOTHING);
    want({ account: account || null });
    const end = listen("feed", (told) => {
      if (told.account === account) {
        const present = accounts.get()?.rows.get(account)?.colors[0];
        setFeed((known) => {
          const next = told.items.reduce(withItem, { ...known, color: known.color ?? present });
          return { ...next, entries: next.entries.slice(0, KEPT), dropped: known.dropped + (told.dropped ?? 0) };
        });
      }
    });
    return () => {
      end();
      want({ account: null });
    };
  }, [account]);
  return feed;
}

/** A change stands with the message that caused it, where that is known. */
function withItem(feed, item) {
  const { entries, color } = feed;
  if (item.kind === "message") {
    return entries.some((entry) => entry.id === item.id) ? feed : { ...feed, entries: [{ ...item, color, changes: [] }, ...entries] };
  }
  const next = { ...feed, color: item.outcome === "changed" ? item.color : color };
  const at = item.message_id === null ? -1 : entries.findIndex((entry) => entry.id === item.message_id);
  next.entries = at < 0
    ? [{ id: `change ${item.at} ${item.color}`, at: item.at, changes: [item] }, ...entries]
    : entries.with(at, { ...entries[at], changes: [...entries[at].changes, item] });
  return next;
}

export function Feed({ account, feed, empty }) {
  if (feed.entries.length === 0) {
    return html`<p class="dim">${empty}</p>`;
  }
  return html`<ol class="feed" tabindex="0" aria-label=${T.feed.list(account)}>
      ${feed.entries.map((entry) => html`<li key=${entry.id}>
        ${entry.text !== undefined &&
        html`<p class="said"><time datetime=${entry.at} title=${fullTime(entry.at)}>${clock(entry.at)}</time>${" "}
          <span class="where">#${entry.channel}</span> <bdi class="text">${entry.text}</bdi></p>`}
        ${entry.changes.map((change) => html`<${Change} account=${account} change=${change} />`)}
      </li>`)}
    </ol>
    ${feed.dropped > 0 && html`<p class="dim">${T.feed.dropped(feed.dropped)}</p>`}`;
}

function Change({ account, change }) {
  const isChanged = change.outcome === "changed";
  const total = STEPS.reduce((sum, step) => sum + (change[step] ?? 0), 0);
  return html`<p class="change ${change.outcome}">
    <${Icon} name=${isChanged ? "arrow" : "attention"} />
    ${isChanged && hexOf(change.color) && html`<${NameOnBoth} name=${account} color=${change.color} />`}
    <span class="color">${wordsOf(change.color)}</span>
    ${!isChanged && html`<span>${T.outcomes[change.outcome] ?? change.outcome}</span>`}
    <span class="took" title=${T.feed.steps(STEPS.map((step) => milliseconds(change[step])))}>${T.feed.after(milliseconds(total))}</span>
    <span class="steps">${T.feed.steps(STEPS.map((step) => milliseconds(change[step])))}</span>
  </p>`;
}
