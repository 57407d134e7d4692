// The login of an account with a code: shown as a link, in letters, and as a QR code for a phone.
import { api } from "./api.js";
import { html, useEffect, useRef, useState } from "./dom.js";
import { listen } from "./events.js";
import { clock } from "./format.js";
import { Icon } from "./icons.js";
import { Button, Dialog, useAction, Wrong } from "./parts.js";
import { T } from "./texts.js";

const ENDED = ["done", "denied", "expired", "failed", "cancelled"];
const EACH = 2000;

export const isEnded = (login) => ENDED.includes(login.state);

/** How a login stands, asked for when the host tells of a change, and every two seconds until it is at its end. */
export function useLogin(id) {
  const [answer, setAnswer] = useState({ login: null, problem: null });
  useEffect(() => {
    if (!id) {
      return undefined;
    }
    let isOver = false;
    let timer = 0;
    const ask = async () => {
      clearTimeout(timer);
      try {
        const login = await api.login(id);
        if (!isOver) {
          setAnswer({ login, problem: null });
          isOver = isEnded(login);
        }
      } catch (problem) {
        // A code that was just asked for is there a moment later.
        if (!isOver && problem.status !== 404) {
          setAnswer((known) => ({ ...known, problem }));
        }
      }
      if (!isOver) {
        clearTimeout(timer);
        timer = setTimeout(ask, EACH);
      }
    };
    setAnswer({ login: null, problem: null });
    ask();
    const end = listen("changed", ({ what }) => what.includes("logins") && !isOver && ask());
    return () => {
      isOver = true;
      clearTimeout(timer);
      end();
    };
  }, [id]);
  return answer;
}

/** The code of a login that waits, with all that is needed to agree. */
export function LoginCode({ login, as }) {
  const address = login.verification_uri;
  return html`<div class="login-code">
    ${login.user_code && login.state === "waiting" &&
    html`<img src=${api.qrOf(login.id)} alt=${T.logins.qr(address)} width="200" height="200" />
      <div>
        <p>${as ? T.logins.openAs(as) : T.logins.open}</p>
        <p><a href=${address} target="_blank" rel="noopener noreferrer">${address}</a></p>
        <p>${T.logins.code} <strong class="code">${login.user_code}</strong></p>
        ${login.expires_at && html`<p class="dim">${T.logins.until(clock(login.expires_at))}</p>`}
      </div>`}
  </div>`;
}

/** Says how it stands to those who do not see it, too; and asks where somebody else has agreed than was expected. */
export function LoginWords({ login }) {
  const confirming = useAction(() => api.confirmLogin(login.id));
  return html`<div role="status">
      ${login.message !== login.warning && html`<p class="how-login ${login.state}">${login.message}</p>`}
      ${login.warning && html`<p class="wrong"><${Icon} name="attention" /><span>${login.warning}</span></p>`}
    </div>
    ${login.state === "other_account" && html`<${Button} kind="primary" busy=${confirming.busy} onClick=${confirming.start}>${T.logins.takeOther}<//>`}
    <${Wrong} problem=${confirming.problem} />`;
}

/** Logs an account in that is there already. */
export function LoginDialog({ login: account, onClose }) {
  const [asked, setAsked] = useState(0);
  const begin = useAction(async () => {
    await api.logInAccount(account);
    setAsked((times) => times + 1);
  });
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      begin.start();
    }
  }, []);
  return html`<${Dialog} title=${T.logins.title(account)} onClose=${onClose}>
    <${Wrong} problem=${begin.problem} />
    ${asked > 0 && html`<${Running} key=${asked} account=${account} again=${begin.start} />`}
    ${asked === 0 && !begin.problem && html`<p role="status">${T.logins.asking}</p>`}
    <div class="actions"><${Button} onClick=${onClose}>${T.close}<//></div>
  <//>`;
}

function Running({ account, again }) {
  const { login, problem } = useLogin(account);
  if (!login) {
    return html`<${Wrong} problem=${problem} />${!problem && html`<p role="status">${T.logins.asking}</p>`}`;
  }
  return html`${!isEnded(login) && html`<${LoginCode} login=${login} as=${account} />`}
    <${LoginWords} login=${login} />
    <${Wrong} problem=${problem} />
    ${isEnded(login) && login.state !== "done" && html`<${Button} kind="primary" onClick=${again}>${T.logins.again}<//>`}`;
}
