// All texts of the page. Who translates it translates this file; what the host says comes from the host.
const rules = new Intl.PluralRules("en");
const number = new Intl.NumberFormat(undefined);

/** One form for one, another for all other counts; "#" stands for the count. Languages with more forms give more. */
function plural(count, forms) {
  return (forms[rules.select(count)] ?? forms.other).replace("#", number.format(count));
}

const accountsOf = (count) => plural(count, { one: "# account", other: "# accounts" });

export const T = {
  on: "On",
  off: "Off",
  close: "Close",
  cancel: "Cancel",
  again: "Try again",
  refresh: "Refresh",
  loading: "Loading…",
  skip: "Skip to the content",
  navigation: "Main",
  leave: (who) => `Log out (${who})`,
  viewOnlyTitle: "Your role",
  viewOnly: (who) => `You are logged in to look only (${who}). To change something, log in with the role “operate”.`,

  theme: { toLight: "Light theme", toDark: "Dark theme" },

  problem: {
    unreachable: "The host does not answer. Look whether it still runs.",
    status: (status) => `The host has refused this (${status}).`,
  },

  fault: { title: "This view has failed", text: "That is a fault of the page; the browser’s console tells more. The host goes on.", reload: "Load the page anew" },

  turns: {
    away: (since) => `The host does not answer since ${since}. What is shown is from then; trying again…`,
    back: "The host is back.",
    restarted: "The host was restarted.",
  },

  states: {
    STARTING: "Starting",
    NEEDS_LOGIN: "Needs a login",
    CONNECTING: "Connecting",
    LIVE: "Live",
    RECONNECTING: "Reconnecting",
    PARKED: "Parked",
    STOPPED: "Stopped",
    FAILED: "Failed",
    MISCONFIGURED: "Misconfigured",
    DISABLED: "Disabled",
    started: "Runs",
    disabled: "Disabled",
    stopped: "Stopped",
    failed: "Failed",
    broken: "Broken",
    HEALTHY: "Healthy",
    PAUSED: "Paused",
    QUARANTINED: "Set aside after failures",
  },

  actions: { login: "Log in", reload: "Reload", enable: "Enable", disable: "Disable", remove: "Remove" },

  outcomes: {
    changed: "changed",
    superseded: "a newer colour came first",
    hex_refused: "Twitch takes only its fifteen colours for this account",
    limited: "Twitch allows no more changes at present",
    unauthorized: "Twitch does not accept the login",
    failed: "not changed",
  },

  chats: { dark: "Dark chat", light: "Light chat" },

  nameIn: {
    dark: (name, color, ratio) => `${name} in ${color} in dark chat, contrast ${ratio}`,
    light: (name, color, ratio) => `${name} in ${color} in light chat, contrast ${ratio}`,
    unknown: (name, chat) => `${name}, ${chat}, colour not known yet`,
  },

  strip: {
    none: "No change of colour yet",
    of: (colors) => `Last colours, the present one first: ${colors.join(", ")}`,
  },

  sum: {
    accounts: (count) => plural(count, { one: "account", other: "accounts" }),
    live: "live",
    attention: (count) => plural(count, { one: "needs attention", other: "need attention" }),
    messages: "messages a second",
    own: "own a second",
    changes: "changes a second",
    changed: "colours changed",
  },

  accounts: {
    nav: "Accounts",
    title: "Accounts",
    add: "Add an account",
    none: "There is no account yet. Add one: a code is shown, and whoever owns the account agrees to it at Twitch.",
    noneFound: "No account is like that.",
    showAll: "Show all",
    find: "Find accounts",
    search: "Search by name",
    show: "Show",
    order: "Order",
    all: (count) => `All (${number.format(count)})`,
    attention: (count) => `Needs attention (${number.format(count)})`,
    ofState: (state, count) => `${T.states[state]} (${number.format(count)})`,
    orders: { attention: "Attention first", name: "Name", state: "State", changes: "Most changes" },
    shown: (shown, all) => `${number.format(shown)} of ${accountsOf(all)}`,
    columns: {
      select: "Select",
      login: "Account",
      looks: "In dark and light chat",
      last: "Last colours",
      changes: "Changes a minute",
      how: "State",
      advice: "What to do",
    },
    aMinute: "a minute",
    changes: (count) => plural(count, { one: "# change a minute", other: "# changes a minute" }),
    select: (login) => `Select ${login}`,
    selected: (count) => plural(count, { one: "# account selected", other: "# accounts selected" }),
    selectNone: "Select none",
    together: (count, enabled) => `${accountsOf(count)} ${enabled ? "enabled" : "disabled"}.`,
    notAll: (refused, all, first) => `${number.format(refused)} of ${accountsOf(all)} refused. The first: ${first}`,
    enabled: (login) => `${login} is enabled.`,
    disabled: (login) => `${login} is disabled.`,
    removed: (login) => `${login} is removed.`,
  },

  reloaded: ({ added, removed, restarted, rejoined, warnings, misconfigured }) => {
    const changes = [
      [added, "added"],
      [removed, "removed"],
      [restarted, "restarted"],
      [rejoined, "with other channels"],
      [misconfigured, "misconfigured"],
    ].filter(([logins]) => logins.length > 0);
    const told = changes.length === 0 ? "nothing has changed" : changes.map(([logins, what]) => `${accountsOf(logins.length)} ${what}`).join(", ");
    return [`The configuration is read again: ${told}.`, ...warnings].join(" ");
  },

  remove: {
    title: (login) => `Remove ${login}?`,
    text: (login) => `${login} is stopped; its file and what is kept of it are deleted, and its tokens are revoked at Twitch. This cannot be undone.`,
    keepTokens: "Leave its tokens valid at Twitch",
  },

  feed: {
    title: "Live",
    list: (login) => `What ${login} writes, and what changes`,
    empty: (login) => `Nothing yet. Write something in chat as ${login}: it is shown here with the change of colour that it causes.`,
    after: (time) => `after ${time}`,
    steps: ([queued, decided, waited, requested]) => `queued ${queued}, decided in ${decided}, waited ${waited}, Twitch took ${requested}`,
    dropped: (count) => plural(count, { one: "# line was left out: there was more than can be shown.", other: "# lines were left out: there was more than can be shown." }),
  },

  channels: {
    title: "Channels",
    heard: (heard, wanted) => `hears ${number.format(heard)} of ${number.format(wanted)}`,
    none: "It listens nowhere, so it does nothing. Join a channel.",
    join: "Join",
    joinNow: "Join",
    hint: "Names, separated by commas; @own is the account’s own channel, @followed all that it follows.",
    leave: (channel) => `Leave ${channel}`,
    left: (channel) => `${channel} is left.`,
  },

  color: {
    title: "Colour by hand",
    presets: "Twitch’s fifteen",
    any: "Any",
    typed: "Name or #RRGGBB",
    change: "Change",
    none: "This is no colour: take a name of Twitch’s, such as hot pink, or six hexadecimal digits.",
    contrast: (ratio, isGood) => `contrast ${ratio}: ${isGood ? "easy to read" : ratio >= 3 ? "hard to read" : "very hard to read"}`,
  },

  settings: {
    title: "Plugins and settings",
    noPlugins: "No plugin runs. Install one, or enable one, under Plugins.",
    notOwn: (origin) => `This account is configured in ${origin}, which is changed by hand. Those that are added here have a file of their own.`,
    runs: (plugin, login) => `${plugin} runs for ${login}`,
    switched: (plugin, enabled, login) => `${plugin} ${enabled ? "runs" : "no longer runs"} for ${login}.`,
    saved: (plugin, login) => `${plugin} is set for ${login}.`,
    count: (all, own) => plural(all, { one: "# setting", other: "# settings" }) + (own > 0 ? `, ${number.format(own)} of this account` : ""),
    origins: { account: "of this account", all: "of all accounts", default: "default", missing: "still to be set" },
    takeBack: "Take back",
    allowed: (allowed, fallback) => `Allowed: ${allowed}.${fallback === null ? "" : ` Default: ${fallback}.`}`,
    noJson: (name) => `${name} is no JSON: look for a comma or a quotation mark that is missing.`,
    save: "Save",
    discard: "Discard",
  },

  history: { title: "Last colours", none: "No change yet." },

  facts: {
    title: "Details",
    origin: "Configured in",
    heard: "Messages heard",
    own: "Own messages",
    changed: "Colours changed",
    budget: "Requests left at Twitch",
    unknown: "not known yet",
    breakers: "Circuit breakers",
    breakerStates: (helix, color) => `requests ${helix.toLowerCase()}, colours ${color.toLowerCase()}`,
    faults: "Faults",
    queue: (plugin) => `Waiting for ${plugin}`,
    troubles: "Troubles",
  },

  logins: {
    title: (login) => `Log in ${login}`,
    asking: "Asking Twitch for a code…",
    open: "Scan the picture with a phone, or open this address, as the account that is to be added, and agree:",
    openAs: (login) => `Scan the picture with a phone, or open this address, as ${login}, and agree:`,
    code: "The code there is",
    until: (time) => `It is good until ${time}.`,
    qr: (address) => `QR code of ${address}`,
    again: "Ask for another code",
    takeOther: "Take this account",
  },

  setup: {
    title: "Set-up",
    addTitle: "Add an account",
    lead: (config) => `Chameleon changes the colour of an account’s name whenever it writes in chat. This makes the configuration ${config}.`,
    addLead: (config) => `This adds an account to the configuration ${config}.`,
    notPossible: (config) => `${config} cannot be written by the user whom the host runs as. Mend that, or start it with another folder by --data.`,
    notAllowed: "Nothing is set up yet, and you are logged in to look only. Log in with the role “operate”.",
    steps: { application: "The application", channels: "The channels", login: "The login", change: "The first change" },
    next: "Go on",
    back: "Back",
    application: {
      why: "Twitch wants to know the program. Once, for all of your accounts:",
      open: "Open",
      logIn: "and log in. Twitch asks for two-factor authentication, which is turned on under Settings, Security and Privacy, if it is not yet.",
      fields: [
        ["Name", "anything that nobody has taken, such as the name of your channel and “colours”"],
        ["OAuth Redirect URLs", "http://localhost"],
        ["Category", "Chat Bot"],
        ["Client Type", "Public"],
      ],
      copy: "Create it, open it with Manage, and copy the Client ID. A Public application has no secret.",
      clientId: "Client ID",
      asking: "Asking Twitch…",
    },
    channels: {
      what: "Where is the account to be heard? Its name changes its colour when it writes there.",
      label: "Channels to listen in",
      unfinished: (channels) => `A login waits for somebody already (${channels}).`,
      goOn: "Go on with it",
    },
    change: {
      title: (account) => `${account} is added`,
      write: (account) => `Write something in chat as ${account}, and see the colour of its name change here.`,
      done: (account) => `It works: the colour of ${account} has changed.`,
      waiting: "Waiting for its first message…",
      another: "Add another account",
      open: (account) => `Open ${account}`,
    },
  },

  plugins: {
    nav: "Plugins",
    title: "Plugins",
    none: "There is no plugin, so nothing is done. Install one from a file or an address.",
    runs: (id) => `${id} runs`,
    switched: (id, on) => (on ? `${id} runs.` : `${id} is disabled.`),
    onDisk: (version) => `Its file holds version ${version} now. Reload it to run that.`,
    origin: "From",
    origins: { bundled: "the distribution", installed: "the plugins’ folder" },
    hash: "SHA-256",
    pin: "Pinned",
    pins: { none: "no", bundled: "it comes with the program", matches: "yes, and the file is the pinned one", changed: "yes, but the file is another one", unknown: "not known" },
    module: "Module",
    reload: "Reload",
    reloaded: (id) => `${id} is loaded anew.`,
    rollBack: "Roll back",
    rolledBack: (id) => `${id} is back at the version before.`,
    uninstall: "Uninstall",
    uninstalled: (id) => `${id} is uninstalled.`,
    uninstallTitle: (id) => `Uninstall ${id}?`,
    uninstallText: "It stops for all accounts, and its file is removed. Settings in configurations stay as they are.",
    settings: "What can be set",
    noSettings: "Nothing can be set.",
    settingsHint: "Set it for an account on the account’s page.",
    forOne: "For a single account",
    account: "Account",
    runFor: "Run for it",
    notFor: "Do not run for it",
  },

  install: {
    title: "Install or update",
    drop: "Drop a plugin’s jar here, or",
    choose: "Choose a file",
    url: "Address of a jar",
    hash: "Its SHA-256, if you know it",
    fetch: "Fetch",
    taking: "Taking the jar…",
    install: (plugin) => `Install ${plugin}?`,
    update: (plugin) => `Update ${plugin}?`,
    version: "Version",
    fromTo: (from, to) => `${from} → ${to}`,
    description: "Description",
    provider: "Provider",
    size: "Size",
    trust: "A plugin runs with the rights of the host. Compare the hash with the one that its author publishes.",
    compared: "I trust it: the hash is the right one",
    until: (time) => `The upload is discarded at ${time} unless it is confirmed.`,
    installNow: "Install",
    updateNow: "Update",
    installed: (id, version) => `${id} ${version} is installed.`,
  },

  operation: {
    nav: "Operation",
    title: "Operation",
    process: (pid) => `process ${pid}`,
    runsFor: (time) => `runs for ${time}`,
    reload: "Read the configuration again",
    stop: "Stop the host",
    stopTitle: "Stop the host?",
    stopText: "All accounts go offline, and this page with them. It is started again on its machine only.",
    stopping: "The host stops.",
    pluginFailed: (plugin, reason) => `${plugin} has failed: ${reason}`,
  },

  plots: {
    title: "The last hour",
    none: "There are no figures yet; the first come within seconds.",
    names: { rates: "A second", latencies: "From message to colour", memory: "Memory", queue: "Waiting", live: "Accounts", threads: "Threads" },
    lines: {
      messages: "messages",
      own: "own",
      changes: "changes",
      p50: "median",
      p99: "99 %",
      rss: "process",
      heap: "heap",
      queue: "messages",
      live: "live",
      accounts: "all",
      threads: "platform threads",
    },
    column: (plot, line) => `${plot}: ${line}`,
    at: "Time",
    asTable: "The figures as a table",
    outages: (count) => plural(count, { one: "# outage, shaded", other: "# outages, shaded" }),
    outage: (begin, end) => (end ? `Outage from ${begin} to ${end}` : `Outage since ${begin}`),
  },

  log: {
    title: "Log",
    level: "From level",
    from: (level) => level.toLowerCase(),
    text: "Contains",
    hold: "Hold",
    goOn: "Go on",
    none: "No line is like that.",
    dropped: (count) => plural(count, { one: "# line was left out: there were more than can be shown.", other: "# lines were left out: there were more than can be shown." }),
  },

  alerts: {
    title: "Alerts",
    none: "No alert since the start. Where they are sent is configured under “alerts”.",
    delivery: (webhook, state) => `${webhook}: ${{ pending: "is being sent", delivered: "delivered", failed: "not delivered" }[state] ?? state}`,
  },

  audit: { title: "Changed by whom", table: "What was changed", none: "Nothing was changed since the start.", at: "When", who: "Who", what: "What", refused: "refused" },

  demo: {
    nav: "Demo",
    title: "Write in chat, and see the colour change",
    lead: "This is a Twitch on this machine, with accounts that Chameleon runs. Write as one of them: as soon as its message is heard, the colour of its name changes.",
    write: "Write something",
    account: "As",
    channel: "In the channel of",
    text: "Message",
    examples: ["Hello!", "What a colour!", "And once more", "Again, please", "I like this one"],
    nowhere: "This account is in no channel: choose another one.",
    send: (account) => `Send as ${account}`,
    now: (account) => `The name of ${account} now:`,
    more: (account) => `More about ${account}`,
    empty: "Nobody has written yet.",
    became: (color, time) => `now ${color}, after ${time}`,
    changed: (account, color) => `The colour of ${account} is now ${color}.`,
  },

  password: {
    label: "Password",
    logIn: "Log in",
    local: "On the machine of the host, this shows an address that needs no password:",
    none: "If no password is set yet:",
  },
};
