package dev.chameleonbot.host.config;

import java.util.Map;
import java.util.Optional;

/**
 * What stands at the root and serves every account that has none of its own.
 *
 * @param channels where to listen
 * @param primeOrTurbo whether they have Prime or Turbo
 * @param plugins what is set for plugins, by plugin id; what an account sets itself counts more, setting by setting
 */
record AccountDefaults(
        Optional<Application> application,
        Optional<ChannelList> channels,
        Optional<Boolean> primeOrTurbo,
        Map<String, Map<String, Object>> plugins) {
    /** Those where nothing but plugins' settings stands at the root. */
    static AccountDefaults of(Map<String, Map<String, Object>> plugins) {
        return new AccountDefaults(Optional.empty(), Optional.empty(), Optional.empty(), plugins);
    }

    /**
     * Reads them.
     *
     * @param secrets where secrets come from
     * @param plugins what is set for plugins at the root
     */
    static AccountDefaults read(
            ObjectReader root, SecretSources secrets, Map<String, Map<String, Object>> plugins, Problems problems) {
        return new AccountDefaults(
                application(new CredentialReader(root, problems), root, secrets, problems),
                root.value(ChannelsReader.KEY).map(value -> ChannelsReader.read(root, problems)),
                root.optionalSwitch(AccountReader.PRIME),
                plugins);
    }

    private static Optional<Application> application(
            CredentialReader credentials, ObjectReader root, SecretSources secrets, Problems problems) {
        if (root.isGiven(CredentialReader.CLIENT_ID)) {
            return Optional.of(new Application(credentials.clientId(""), credentials.clientSecret(secrets)));
        }
        credentials
                .givenSecret()
                .ifPresent(key -> problems.warning(
                        key,
                        "has no effect without client_id next to it; an account with an application of its own has its"
                                + " secret in its own block"));
        secrets.warnOfUnusedVariable(problems);
        return Optional.empty();
    }
}
