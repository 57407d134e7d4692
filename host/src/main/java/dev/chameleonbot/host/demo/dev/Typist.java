package dev.chameleonbot.host.demo.dev;

import dev.chameleonbot.engine.io.IoWords;
import dev.chameleonbot.simulator.Simulator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says in the simulated chat what is typed: {@code hello} is said by a viewer, {@code account1: hello} by that account.
 *
 * <p>It reads on a daemon thread of its own, which nothing can interrupt while it waits for the terminal.
 */
public final class Typist {
    /** Who says what nobody else is named for. */
    public static final String VIEWER = "viewer";

    private static final Pattern SPOKEN = Pattern.compile("(?<login>[a-zA-Z0-9_]{1,25}):\\s+(?<text>\\S.*)");
    private static final int LONGEST = 500;

    private final Simulator twitch;
    private final String channel;
    private final Consumer<String> screen;

    /**
     * Prepares it.
     *
     * @param twitch where to say it
     * @param screen what to tell the author by, line for line
     */
    public Typist(Simulator twitch, String channel, Consumer<String> screen) {
        this.twitch = twitch;
        this.channel = channel;
        this.screen = screen;
        twitch.addUser(VIEWER);
    }

    /** Reads until the end of the input. */
    public void listen(InputStream in) {
        Thread.ofPlatform().daemon().name("demo-typist").start(() -> {
            try (BufferedReader typed = new BufferedReader(new InputStreamReader(in, Charset.defaultCharset()))) {
                for (String line = typed.readLine(); line != null; line = typed.readLine()) {
                    say(line);
                }
            } catch (IOException e) {
                screen.accept("What is typed can no longer be read: " + IoWords.of(e));
            }
        });
    }

    void say(String line) {
        Matcher spoken = SPOKEN.matcher(line);
        String login = spoken.matches() ? spoken.group("login") : VIEWER;
        String text = spoken.matches() ? spoken.group("text") : line;
        if (text.codePointCount(0, text.length()) > LONGEST) {
            screen.accept("A chat message has " + LONGEST + " characters at most.");
        } else if (!text.isBlank()) {
            twitch.sayUncounted(login, channel, text);
        }
    }
}
