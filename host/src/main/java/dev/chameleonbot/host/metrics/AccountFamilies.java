package dev.chameleonbot.host.metrics;

import static dev.chameleonbot.host.metrics.MetricFamilies.CLOSED;
import static dev.chameleonbot.host.metrics.MetricFamilies.COLOR;
import static dev.chameleonbot.host.metrics.MetricFamilies.HELIX;
import static dev.chameleonbot.host.metrics.MetricFamilies.seconds;

import dev.chameleonbot.engine.model.AccountDiagnostics;
import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.AccountStatus;
import dev.chameleonbot.host.metrics.Exposition.Samples;
import dev.chameleonbot.host.metrics.MetricFamily.Source;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;

/** What there is of each account, for those who ask for that. */
final class AccountFamilies {
    static final List<MetricFamily> ALL = List.of(
            account(
                    "chameleon_account_live",
                    MetricType.GAUGE,
                    "1 while the account hears one of its channels, else 0",
                    AccountFamilies::live),
            accounts(
                    "chameleon_account_messages_total",
                    MetricType.COUNTER,
                    "Chat messages that the account has heard since the host started it, by author (own or others)",
                    (account, into) -> {
                        String login = account.login();
                        long own = account.activity().own();
                        into.count(own, login, "own");
                        into.count(account.activity().heard() - own, login, "others");
                    },
                    "kind"),
            accounts(
                    "chameleon_account_color_changes_total",
                    MetricType.COUNTER,
                    "Successful colour changes of the account since the host started it",
                    (account, into) -> into.count(account.activity().colorsChanged(), account.login())),
            accounts(
                    "chameleon_account_queue_depth",
                    MetricType.GAUGE,
                    "Messages and tasks that wait for plugins' sessions of the account",
                    (account, into) -> into.count(account.waiting(), account.login())),
            accounts(
                    "chameleon_account_rate_budget_remaining",
                    MetricType.GAUGE,
                    "Remaining Helix requests of the account before its next reset",
                    (account, into) -> account.budget().ifPresent(left -> into.count(left, account.login()))),
            accounts(
                    "chameleon_account_breaker_open",
                    MetricType.GAUGE,
                    "1 while the account's circuit breaker is not closed, else 0, by kind of request",
                    (account, into) -> {
                        String login = account.login();
                        into.count(account.helixBreaker().equals(CLOSED) ? 0 : 1, login, HELIX);
                        into.count(account.colorBreaker().equals(CLOSED) ? 0 : 1, login, COLOR);
                    },
                    "requests"),
            accounts(
                    "chameleon_account_token_expiry_timestamp_seconds",
                    MetricType.GAUGE,
                    "When the account's access token ends, in seconds since the epoch; it is refreshed before",
                    (account, into) ->
                            account.tokenExpiry().ifPresent(end -> into.value(seconds(end), account.login()))));

    private AccountFamilies() {}

    private static long live(AccountStatus status) {
        return status.state() == AccountState.LIVE ? 1 : 0;
    }

    private static MetricFamily account(
            String name, MetricType type, String help, ToLongFunction<AccountStatus> value) {
        Source source = (figures, into) ->
                figures.accounts().forEach(account -> into.count(value.applyAsLong(account), account.login()));
        return new MetricFamily(name, type, List.of("account"), help, source);
    }

    private static MetricFamily accounts(
            String name,
            MetricType type,
            String help,
            BiConsumer<AccountDiagnostics, Samples> source,
            String... labels) {
        return MetricFamilies.engine(
                name,
                type,
                help,
                (engine, into) -> engine.accounts().forEach(account -> source.accept(account, into)),
                MetricFamilies.with("account", labels));
    }
}
