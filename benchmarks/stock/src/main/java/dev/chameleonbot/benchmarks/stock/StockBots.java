package dev.chameleonbot.benchmarks.stock;

import com.github.philippheuer.credentialmanager.CredentialManager;
import com.github.philippheuer.credentialmanager.CredentialManagerBuilder;
import com.github.philippheuer.credentialmanager.domain.OAuth2Credential;
import com.github.philippheuer.events4j.core.EventManager;
import com.github.philippheuer.events4j.simple.SimpleEventHandler;
import com.github.twitch4j.auth.providers.TwitchIdentityProvider;
import com.github.twitch4j.eventsub.events.ChannelChatMessageEvent;
import com.github.twitch4j.eventsub.socket.TwitchEventSocket;
import com.github.twitch4j.eventsub.socket.events.EventSocketSubscriptionSuccessEvent;
import com.github.twitch4j.eventsub.subscriptions.SubscriptionTypes;
import com.github.twitch4j.helix.TwitchHelix;
import com.github.twitch4j.helix.TwitchHelixBuilder;
import com.netflix.hystrix.exception.HystrixRuntimeException;
import io.github.bucket4j.Bandwidth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Bots on twitch4j's own EventSub socket and its own Helix client, as its documentation shows them: one process, one
 * socket for each account, and a call that blocks the event's thread.
 *
 * <p>Three liberties, all in its favour: the accounts start eight at a time, since more at once fail in its pool of ten;
 * its own limit of 800 calls a minute is lifted; and it logs errors only.
 */
public final class StockBots {
    private static final int STARTED_AT_ONCE = 8;
    private static final Duration SUBSCRIBED_WITHIN = Duration.ofSeconds(10);
    private static final long NO_LIMIT = 1_000_000_000;

    private final List<TwitchEventSocket> sockets = new ArrayList<>();
    private final String eventSubUrl;
    private final TwitchHelix helix;

    private StockBots(String eventSubUrl, TwitchHelix helix) {
        this.eventSubUrl = eventSubUrl;
        this.helix = helix;
    }

    /**
     * Runs until it is killed.
     *
     * @param args the file with the addresses in its first line and one account in each further one
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> lines = Files.readAllLines(Path.of(args[0]));
        String[] twitch = lines.get(0).split("\t", -1);
        StockBots bots = new StockBots(twitch[0], helix(twitch[1], twitch[2], twitch[3], twitch[4]));
        try (ExecutorService starters = Executors.newFixedThreadPool(STARTED_AT_ONCE)) {
            lines.stream()
                    .skip(1)
                    .map(line -> line.split("\t", -1))
                    .forEach(account -> starters.execute(() -> {
                        try {
                            bots.start(account[0], account[2]);
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    }));
        }
        Thread.currentThread().join();
    }

    private static TwitchHelix helix(String url, String authUrl, String clientId, String clientSecret) {
        CredentialManager credentials = CredentialManagerBuilder.builder().build();
        // Otherwise it would ask Twitch itself about each token.
        credentials.registerIdentityProvider(new TwitchIdentityProvider(clientId, clientSecret, "", authUrl));
        return TwitchHelixBuilder.builder()
                .withBaseUrl(url)
                .withClientId(clientId)
                .withClientSecret(clientSecret)
                .withCredentialManager(credentials)
                .withApiRateLimit(Bandwidth.builder()
                        .capacity(NO_LIMIT)
                        .refillGreedy(NO_LIMIT, Duration.ofMinutes(1))
                        .build())
                .build();
    }

    private void start(String userId, String token) throws InterruptedException {
        OAuth2Credential credential = new OAuth2Credential("twitch", token);
        EventManager events = new EventManager();
        events.autoDiscovery();
        events.setDefaultEventHandler(SimpleEventHandler.class);
        CountDownLatch subscribed = new CountDownLatch(1);
        events.onEvent(EventSocketSubscriptionSuccessEvent.class, event -> subscribed.countDown());
        events.onEvent(ChannelChatMessageEvent.class, event -> {
            if (event.getChatterUserId().equals(userId)) {
                changeColor(token, userId);
            }
        });
        TwitchEventSocket socket = TwitchEventSocket.builder()
                .baseUrl(eventSubUrl)
                .api(helix)
                .defaultToken(credential)
                .eventManager(events)
                .build();
        synchronized (sockets) {
            sockets.add(socket);
        }
        var unused = socket.register(
                credential,
                SubscriptionTypes.CHANNEL_CHAT_MESSAGE.prepareSubscription(
                        condition -> condition
                                .broadcasterUserId(userId)
                                .userId(userId)
                                .build(),
                        null));
        if (!subscribed.await(SUBSCRIBED_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
            System.err.println("An account has not subscribed within " + SUBSCRIBED_WITHIN);
        }
    }

    private void changeColor(String token, String userId) {
        String color =
                "#" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt(), 6);
        try {
            helix.updateUserChatColor(token, userId, color).execute();
        } catch (HystrixRuntimeException lost) {
            // Its documentation shows no retry; the harness counts the message as lost.
        }
    }
}
