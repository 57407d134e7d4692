package dev.chameleonbot.engine.account;

import dev.chameleonbot.engine.auth.LoginNeededException;

/** Knows which channels an account follows. */
@FunctionalInterface
interface FollowedDirectory {
    /**
     * Asks once. Blocks.
     *
     * @return what is known of them
     * @throws dev.chameleonbot.engine.resilience.RemoteException if Twitch does not answer as it should
     * @throws LoginNeededException if the account's access is refused
     * @throws InterruptedException if the calling thread was interrupted
     */
    Followed read() throws LoginNeededException, InterruptedException;
}
