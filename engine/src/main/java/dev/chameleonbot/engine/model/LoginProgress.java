package dev.chameleonbot.engine.model;

/** The progress of an account's last login with a device code. */
public enum LoginProgress {
    /** There was no login since the start. */
    NONE,
    /** The login is in progress; a {@linkplain AccountStatus#prompt() prompt} is shown, or will be soon. */
    UNDER_WAY,
    /** The account has new tokens. */
    SUCCEEDED,
    /** The login was refused, or Twitch does not offer it; {@link AccountStatus#lastError()} says why. */
    FAILED
}
