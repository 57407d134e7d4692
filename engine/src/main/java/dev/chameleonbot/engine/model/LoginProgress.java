package dev.chameleonbot.engine.model;

/** How the last login with a code stands that an account has needed or somebody has asked for. */
public enum LoginProgress {
    /** There was none since the start. */
    NONE,
    /** It goes on; a {@linkplain AccountStatus#prompt() prompt} is shown, or will be soon. */
    UNDER_WAY,
    /** The account has new tokens. */
    SUCCEEDED,
    /** It was refused, or Twitch does not offer it; {@link AccountStatus#lastError()} says why. */
    FAILED
}
