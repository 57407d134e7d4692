package dev.chameleonbot.host.accounts;

import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.host.config.AccountCheck;
import dev.chameleonbot.host.config.AccountDocument;
import dev.chameleonbot.host.config.ChannelNames;
import dev.chameleonbot.host.config.CommentsInTheWayException;
import dev.chameleonbot.host.config.ConfigProblem;
import dev.chameleonbot.host.config.OperationException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Lets one account listen in more channels, or in fewer. What stands for several channels stays as it is written. */
record ChannelChange(AccountInfo account, ConfiguredAccounts configured) {
    private static final String CHANNELS = "channels";

    /**
     * Makes it, or says what to write where the file is the user's alone.
     *
     * @param channels the channels, as people write them
     * @param join whether the account is to listen there
     */
    AccountResult make(Collection<String> channels, boolean join, AccountStage stage) throws OperationException {
        String login = account.login();
        AccountCheck check = configured.check();
        Optional<AccountDocument> document =
                account.isOwnFile() ? Optional.of(configured.document(account)) : Optional.empty();
        List<String> written = document.map(there -> written(there, check)).orElseGet(account::channels);
        List<String> named =
                channels.stream().map(AccountConfig::channelName).distinct().toList();
        List<String> after = join ? joined(written, named) : left(written, named);
        if (after.equals(written)) {
            return AccountResult.done(
                    login,
                    login + (join ? " listens in " : " does not listen in ") + String.join(", ", named) + " already");
        }
        return document.isPresent()
                ? rewrite(document.get(), after, check, stage)
                : AccountResult.refused(
                        login,
                        login + " stands in " + account.origin() + ", which is yours alone: write \"channels\": "
                                + json(after) + " there, in " + configured.config());
    }

    /** What stands in the file, or else what the configuration has for all. */
    private static List<String> written(AccountDocument document, AccountCheck check) {
        return document.strings(CHANNELS)
                .or(() -> document.string(CHANNELS)
                        .map(text -> List.of(text.strip().split("[,;\\s]+"))))
                .or(check::channels)
                .orElse(List.of());
    }

    private List<String> joined(List<String> written, List<String> named) {
        List<String> after = new ArrayList<>(written);
        named.stream()
                .filter(name -> written.stream().noneMatch(one -> isChannel(one, name)))
                .forEach(after::add);
        return after;
    }

    private List<String> left(List<String> written, List<String> named) {
        return written.stream()
                .filter(one -> named.stream().noneMatch(name -> isChannel(one, name)))
                .toList();
    }

    private boolean isChannel(String written, String name) {
        String channel = AccountConfig.channelName(written);
        String login = account.login();
        return channel.equals(name)
                || (channel.equals(ChannelNames.OWN) && name.equals(login))
                || (channel.equals(login) && name.equals(ChannelNames.OWN));
    }

    private AccountResult rewrite(
            AccountDocument document, List<String> channels, AccountCheck check, AccountStage stage) {
        String login = account.login();
        try {
            AccountDocument changed = document.with(CHANNELS, channels);
            List<String> errors = check.problemsOf(login, changed).stream()
                    .filter(ConfigProblem::isError)
                    .map(ConfigProblem::withinFile)
                    .toList();
            if (!errors.isEmpty()) {
                return AccountResult.refused(login, login + ": " + String.join("; ", errors));
            }
            var unused = configured.files().write(login, changed);
            return stage.applied()
                    .orElseGet(() -> AccountResult.done(login, login + " listens in " + String.join(", ", channels)));
        } catch (CommentsInTheWayException | IOException e) {
            return AccountResult.refused(login, String.valueOf(e.getMessage()));
        }
    }

    private static String json(Collection<String> names) {
        return names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", ", "[", "]"));
    }
}
