// The host's interface, /api/v1. A request that fails throws a Problem with a sentence for the user.
import { T } from "./texts.js";

export class Problem extends Error {
  constructor(status, detail, code) {
    super(detail);
    this.status = status;
    this.code = code;
  }
}

let tellLoggedOut = () => {};

/** Who is told that nobody is logged in. */
export function whenLoggedOut(listener) {
  tellLoggedOut = listener;
}

async function call(method, path, body, headers = {}) {
  const request = { method, headers: { Accept: "application/json", ...headers }, credentials: "same-origin", cache: "no-store" };
  if (body instanceof Blob) {
    request.body = body;
  } else if (body !== undefined) {
    request.headers["Content-Type"] = "application/json";
    request.body = JSON.stringify(body);
  }
  let response;
  try {
    response = await fetch("/api/v1/" + path, request);
  } catch {
    throw new Problem(0, T.problem.unreachable, "unreachable");
  }
  if (response.ok) {
    return response.status === 200 || response.status === 201 ? readJson(response) : null;
  }
  const problem = await problemOf(response);
  if (response.status === 401 && path !== "session") {
    tellLoggedOut();
  }
  throw problem;
}

async function readJson(response) {
  return (response.headers.get("Content-Type") ?? "").includes("json") ? response.json() : null;
}

async function problemOf(response) {
  try {
    const { detail, code } = await response.json();
    return new Problem(response.status, detail || T.problem.status(response.status), code);
  } catch {
    return new Problem(response.status, T.problem.status(response.status), "unknown");
  }
}

const part = encodeURIComponent;
const get = (path) => call("GET", path);
const post = (path, body) => call("POST", path, body);
const put = (path, body) => call("PUT", path, body);
const remove = (path) => call("DELETE", path);

/** Results say for each account whether it is done; the first that is not becomes the problem. */
async function allDone(answer) {
  const { results } = await answer;
  const refused = results.find((result) => !result.done);
  if (refused) {
    throw new Problem(409, refused.message, "refused");
  }
  return results;
}

function query(values) {
  const given = Object.entries(values).filter(([, value]) => value !== "" && value !== null && value !== undefined);
  return given.length ? "?" + new URLSearchParams(given) : "";
}

export const api = {
  session: () => get("session"),
  logIn: (password) => post("session", { password }),
  logOut: () => remove("session"),

  host: () => get("host"),
  reload: () => post("host/reload"),
  stop: () => post("host/stop"),

  accounts: async () => (await get("accounts")).accounts,
  account: (login) => get(`accounts/${part(login)}`),
  addAccounts: (accounts) => allDone(post("accounts", { accounts })),
  removeAccount: (login, keepTokens) => allDone(remove(`accounts/${part(login)}${query({ keep_tokens: keepTokens || "" })}`)),
  enableAccount: (login, enabled) => allDone(put(`accounts/${part(login)}/enabled`, { enabled })),
  logInAccount: (login) => post(`accounts/${part(login)}/login`),
  join: (login, channels) => allDone(post(`accounts/${part(login)}/channels`, { channels })),
  leave: (login, channel) => allDone(remove(`accounts/${part(login)}/channels/${part(channel)}`)),
  changeColor: (login, color) => put(`accounts/${part(login)}/color`, { color }),
  settings: (login) => get(`accounts/${part(login)}/settings`),
  changeSettings: (login, plugin, values) =>
    allDone(put(`accounts/${part(login)}/settings/${part(plugin)}`, { values })),
  enablePluginFor: (login, plugin, enabled) =>
    put(`accounts/${part(login)}/plugins/${part(plugin)}/enabled`, { enabled }),

  logins: async () => (await get("logins")).logins,
  beginLogin: (channels) => post("logins", { channels }),
  login: (id) => get(`logins/${part(id)}`),
  confirmLogin: (id) => post(`logins/${part(id)}/confirm`),
  cancelLogin: (id) => remove(`logins/${part(id)}`),
  qrOf: (id) => `/api/v1/logins/${part(id)}/qr`,

  setup: () => get("setup"),
  setUp: (clientId) => post("setup", { client_id: clientId }),

  plugins: async () => (await get("plugins")).plugins,
  plugin: (id) => get(`plugins/${part(id)}`),
  enablePlugin: (id, enabled) => put(`plugins/${part(id)}/enabled`, { enabled }),
  rollBack: (id) => post(`plugins/${part(id)}/rollback`),
  reloadPlugin: (id) => post(`plugins/${part(id)}/reload`),
  uninstall: (id) => remove(`plugins/${part(id)}`),
  upload: (file) => call("POST", "plugin-uploads", file, { "Content-Type": "application/java-archive" }),
  uploadFrom: (url, sha256) => post("plugin-uploads", sha256 ? { url, sha256 } : { url }),
  confirmUpload: (id, sha256) => post(`plugin-uploads/${part(id)}`, { sha256 }),
  discardUpload: (id) => remove(`plugin-uploads/${part(id)}`),

  log: (level, text, limit = 200) => get("log" + query({ level, text, limit })),
  alerts: async () => (await get("alerts")).alerts,
  history: () => get("history"),
  audit: async () => (await get("audit")).entries,

  demo: () => get("demo"),
  chat: (account, channel, text) => post("demo/chat", { account, channel, text }),

  eventsAddress: (wanted) => "/api/v1/events" + query(wanted),
};
