// A plugin from a file or an address. Nothing of it runs before somebody has seen what it is, and confirmed its hash.
import { api } from "./api.js";
import { html, useRef, useState } from "./dom.js";
import { clock, size } from "./format.js";
import { Icon } from "./icons.js";
import { Button, Dialog, Panel, say, useAction, Wrong } from "./parts.js";
import { T } from "./texts.js";

export function Install({ refresh }) {
  const [upload, setUpload] = useState(null);
  const [isOver, setOver] = useState(false);
  const [address, setAddress] = useState({ url: "", sha256: "" });
  const chooser = useRef(null);
  const taking = useAction(async (take) => setUpload(await take()));
  const takeFile = (file) => file && taking.start(() => api.upload(file));
  const drop = (event) => {
    event.preventDefault();
    setOver(false);
    takeFile(event.dataTransfer.files[0]);
  };
  const fetchIt = (event) => {
    event.preventDefault();
    if (address.url.trim() && !taking.busy) {
      taking.start(() => api.uploadFrom(address.url.trim(), address.sha256.trim().toLowerCase()));
    }
  };
  return html`<${Panel} title=${T.install.title} id="install">
    <div class="install">
      <div class="drop ${isOver ? "over" : ""}" onDragOver=${(event) => (event.preventDefault(), setOver(true))} onDragLeave=${() => setOver(false)} onDrop=${drop}>
        <${Icon} name="upload" />
        <p>${T.install.drop}</p>
        <input ref=${chooser} id="plugin-file" class="unseen" type="file" accept=".jar" onChange=${(event) => {
          takeFile(event.target.files[0]);
          event.target.value = "";
        }} />
        <label for="plugin-file" class="button">${T.install.choose}</label>
      </div>
      <form class="stack" onSubmit=${fetchIt}>
        <label class="field"><span>${T.install.url}</span><input name="url" type="url" autocomplete="off" placeholder="https://" value=${address.url}
          onInput=${(event) => setAddress({ ...address, url: event.target.value })} /></label>
        <label class="field"><span>${T.install.hash}</span><input name="sha256" autocomplete="off" spellcheck="false" value=${address.sha256}
          onInput=${(event) => setAddress({ ...address, sha256: event.target.value })} /></label>
        <button aria-disabled=${taking.busy ? "true" : undefined}>${T.install.fetch}</button>
      </form>
    </div>
    ${taking.busy && html`<p role="status" class="dim">${T.install.taking}</p>`}
    <${Wrong} problem=${taking.problem} />
    ${upload && html`<${Look} upload=${upload} refresh=${refresh} onClose=${() => setUpload(null)} />`}
  <//>`;
}

/** What the upload is, before it runs. */
function Look({ upload, refresh, onClose }) {
  const isConfirmed = useRef(false);
  const [isCompared, setCompared] = useState(false);
  const confirming = useAction(async () => {
    const plugin = await api.confirmUpload(upload.id, upload.sha256);
    isConfirmed.current = true;
    say(T.install.installed(plugin.id, plugin.version));
    onClose();
    await refresh();
  });
  const close = () => {
    if (!isConfirmed.current) {
      isConfirmed.current = true;
      api.discardUpload(upload.id).catch((problem) => problem.status !== 404 && say(problem.message));
    }
    onClose();
  };
  const isUsable = upload.problems.length === 0;
  return html`<${Dialog} title=${upload.action === "update" ? T.install.update(upload.plugin) : T.install.install(upload.plugin)} onClose=${close}>
    <dl class="facts">
      <div><dt>${T.install.version}</dt><dd>${upload.action === "update" ? T.install.fromTo(upload.installed_version, upload.version) : upload.version}</dd></div>
      ${upload.description && html`<div><dt>${T.install.description}</dt><dd><bdi>${upload.description}</bdi></dd></div>`}
      ${upload.provider && html`<div><dt>${T.install.provider}</dt><dd><bdi>${upload.provider}</bdi></dd></div>`}
      <div><dt>${T.install.size}</dt><dd>${size(upload.size)}</dd></div>
      <div><dt>SHA-256</dt><dd><code class="hash">${upload.sha256}</code></dd></div>
    </dl>
    ${upload.problems.map((text) => html`<p class="wrong" role="alert"><${Icon} name="attention" /><bdi>${text}</bdi></p>`)}
    ${isUsable && html`<p class="hint">${T.install.trust}</p>
      <label class="check"><input type="checkbox" name="compared" checked=${isCompared} onChange=${() => setCompared(!isCompared)} /><span>${T.install.compared}</span></label>
      <p class="dim">${T.install.until(clock(upload.expires_at))}</p>`}
    <${Wrong} problem=${confirming.problem} />
    <div class="actions">
      <${Button} onClick=${close}>${T.cancel}<//>
      ${isUsable && html`<button type="button" class="primary" disabled=${!isCompared} onClick=${confirming.busy ? undefined : confirming.start}>${upload.action === "update" ? T.install.updateNow : T.install.installNow}</button>`}
    </div>
  <//>`;
}
