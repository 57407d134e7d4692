// A bot for each account with twurple, as its documentation shows it: chat messages from an EventSub socket, and the
// account's colour changed after each of its own. Runs until it is killed.
//
// The argument is the file with the addresses in its first line and one account in each further one.
import { readFileSync } from 'node:fs';
import { ApiClient } from '@twurple/api';
import { RefreshingAuthProvider } from '@twurple/auth';
import { EventSubWsListener } from '@twurple/eventsub-ws';

const [twitch, ...accounts] = readFileSync(process.argv[2], 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => line.split('\t'));
const [eventSub, helix, auth, clientId, clientSecret] = twitch;

// twurple has no option for other addresses than Twitch's.
const bases = { 'https://api.twitch.tv/helix': helix, 'https://id.twitch.tv/oauth2': auth };
const { fetch } = globalThis;
globalThis.fetch = (url, options) => {
  for (const [base, instead] of Object.entries(bases)) {
    if (url.startsWith(base)) {
      return fetch(instead + url.slice(base.length), options);
    }
  }
  throw new Error(`Only the stand-in for Twitch may be called, not ${url}`);
};

const authProvider = new RefreshingAuthProvider({ clientId, clientSecret });
for (const [id, , accessToken, refreshToken] of accounts) {
  authProvider.addUser(id, {
    accessToken,
    refreshToken,
    expiresIn: null,
    obtainmentTimestamp: 0,
    scope: ['user:manage:chat_color', 'user:read:chat'],
  });
}
const apiClient = new ApiClient({ authProvider });
const listener = new EventSubWsListener({ apiClient, url: eventSub });

function anyColor() {
  return `#${Math.floor(Math.random() * 0x1000000).toString(16).padStart(6, '0')}`;
}

for (const [id] of accounts) {
  listener.onChannelChatMessage(id, id, (message) => {
    if (message.chatterId === id) {
      apiClient.chat.setColorForUser(id, anyColor()).catch((error) => console.error(`${id}: ${error.message}`));
    }
  });
}
listener.start();

// What the harness sends before it measures memory.
process.on('SIGUSR2', () => {
  globalThis.gc();
  globalThis.gc();
});
