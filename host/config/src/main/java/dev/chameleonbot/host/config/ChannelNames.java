package dev.chameleonbot.host.config;

import dev.chameleonbot.engine.model.AccountConfig;

/** Names of channels as people write them, such as {@code #SomeStreamer}, and the words that stand for several. */
public final class ChannelNames {
    /** Stands for the channel of the account itself. */
    public static final String OWN = "@own";

    /** Stands for the channels that the account follows. */
    public static final String FOLLOWED = "@followed";

    /** How many an account may name: as many subscriptions as Twitch allows on one connection. */
    public static final int MOST = 300;

    /** What a name has to be, as the end of a sentence. */
    public static final String RULE = AccountReader.NAME_RULE + ", " + OWN + " or " + FOLLOWED;

    private ChannelNames() {}

    /** Whether it is the name of a channel, as names are compared; {@code @own} and {@code @followed} are none. */
    public static boolean isName(String name) {
        return AccountReader.isName(name);
    }

    /** Whether a channel can be called so. */
    public static boolean isUsable(String written) {
        String name = normal(written);
        return name.equals(OWN) || name.equals(FOLLOWED) || isName(name);
    }

    /**
     * The name as it is compared.
     *
     * @return the name in lower case, without what stands before it
     */
    public static String normal(String written) {
        return AccountConfig.channelName(written);
    }
}
