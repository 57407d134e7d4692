package dev.chameleonbot.host.config;

import dev.chameleonbot.engine.model.AccountConfig;

/** Names of channels as people write them, such as {@code #SomeStreamer}, and the words that stand for several. */
public final class ChannelNames {
    /** What a name has to be, as the end of a sentence. */
    public static final String RULE = AccountReader.NAME_RULE + ", @own or @followed";

    /** How many an account may name: as many subscriptions as Twitch allows on one connection. */
    public static final int MOST = 300;

    private ChannelNames() {}

    /**
     * Whether a channel can be called so.
     *
     * @param written the name as it is written
     */
    public static boolean isUsable(String written) {
        String name = normal(written);
        return name.equals("@own") || name.equals("@followed") || AccountReader.isName(name);
    }

    /**
     * The name as it is compared.
     *
     * @param written the name as it is written
     * @return the name in lower case, without what stands before it
     */
    public static String normal(String written) {
        return AccountConfig.channelName(written);
    }
}
