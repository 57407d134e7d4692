package dev.chameleonbot.host.accounts;

/**
 * What came of something that was asked for one account.
 *
 * @param account the account's login, or where it stood in what was given
 * @param done whether it was done
 * @param message what was done, or why not and what to do, in a sentence
 */
public record AccountResult(String account, boolean done, String message) {
    static AccountResult done(String account, String message) {
        return new AccountResult(account, true, message);
    }

    /** The same with more to say. */
    AccountResult and(String more) {
        return new AccountResult(account, done, message + "; " + more);
    }

    static AccountResult refused(String account, String message) {
        return new AccountResult(account, false, message);
    }
}
