// For who is not logged in.
import { api } from "./api.js";
import { html, useEffect, useRef, useState } from "./dom.js";
import { useAction, Wrong } from "./parts.js";
import { T } from "./texts.js";

export function PasswordPage({ onLoggedIn }) {
  const [password, setPassword] = useState("");
  const field = useRef(null);
  const action = useAction(async () => {
    await api.logIn(password);
    await onLoggedIn();
  });
  useEffect(() => field.current.focus(), []);
  const submit = (event) => {
    event.preventDefault();
    if (password && !action.busy) {
      action.start();
    }
  };
  return html`<main class="password"><section class="panel">
    <h1 tabindex="-1"><img src="/icon.svg" alt="" width="40" height="40" />Chameleon</h1>
    <form class="stack" onSubmit=${submit}>
      <input class="unseen" name="username" autocomplete="username" value="chameleon" tabindex="-1" aria-hidden="true" readonly />
      <label class="field"><span>${T.password.label}</span><input ref=${field} type="password" name="password" autocomplete="current-password" maxlength="1024"
        value=${password} aria-invalid=${action.problem ? "true" : undefined} aria-describedby="password-problem" onInput=${(event) => setPassword(event.target.value)} /></label>
      <${Wrong} problem=${action.problem} id="password-problem" />
      <button class="primary big" aria-disabled=${action.busy ? "true" : undefined}>${T.password.logIn}</button>
    </form>
    <p class="hint">${T.password.local} <code>chameleon web address</code></p>
    <p class="hint">${T.password.none} <code>chameleon web password</code></p>
  </section></main>`;
}
