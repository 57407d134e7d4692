package dev.chameleonbot.host.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.engine.AccountRecords;
import dev.chameleonbot.engine.io.IoWords;
import dev.chameleonbot.engine.io.OwnersFiles;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.ConfiguredTokens;
import dev.chameleonbot.host.accounts.ImportedAccount.Tokens;
import dev.chameleonbot.host.accounts.ImportedTokens.Candidate;
import dev.chameleonbot.host.accounts.ImportedTokens.Judgement;
import dev.chameleonbot.host.config.AccountDocument;
import dev.chameleonbot.host.config.AccountFiles;
import dev.chameleonbot.host.config.HostConfig;
import dev.chameleonbot.host.config.UnreadableConfigException;
import dev.chameleonbot.host.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes of each account of the original a file of its own next to the configuration, without tokens: those go into the
 * state. Where all accounts have one application and there is no configuration yet, one is made with the application, and
 * the accounts' files leave it out. Nothing that is there is changed, the original's file least of all.
 */
public final class OriginalImport {
    private final OriginalFile original;
    private final Path configuration;
    private final AccountFiles files;
    private final Map<String, String> existing;
    private final @Nullable TokenLookup twitch;

    /**
     * What was done, or would be.
     *
     * @param isConfigurationNew whether it is made
     * @param isApplicationShared whether the one application of all stands there
     * @param accounts the accounts in the order of the original's file
     */
    public record Result(
            Path configuration,
            boolean isConfigurationNew,
            boolean isApplicationShared,
            List<ImportedAccount> accounts) {
        public Result {
            accounts = List.copyOf(accounts);
        }

        /** Whether every account was taken. */
        public boolean isWhole() {
            return accounts.stream().allMatch(ImportedAccount::isTaken);
        }
    }

    /**
     * Prepares; nothing is done yet.
     *
     * @param configuration the configuration's file, whether it exists or not
     * @param existing the accounts that there are, and where each of them is configured
     * @param twitch whom to ask whose tokens are; null to ask nobody
     */
    public OriginalImport(
            OriginalFile original, Path configuration, Map<String, String> existing, @Nullable TokenLookup twitch) {
        this.twitch = twitch;
        this.original = original;
        this.configuration = configuration;
        this.files = AccountFiles.beside(configuration);
        this.existing = Map.copyOf(existing);
    }

    /**
     * Says what would be done. Twitch is asked about tokens.
     *
     * @throws IOException if what is there cannot be read
     */
    public Result plan(Instant now) throws IOException, InterruptedException {
        return run(now, Optional.empty());
    }

    /**
     * Does it. Of an account that cannot be written, the others are done all the same.
     *
     * @param records where tokens are kept
     * @throws IOException if the configuration cannot be written; then nothing was done
     */
    public Result run(Instant now, AccountRecords records) throws IOException, InterruptedException {
        return run(now, Optional.of(records));
    }

    private Result run(Instant now, Optional<AccountRecords> records) throws IOException, InterruptedException {
        List<Candidate> sources = candidates();
        boolean isNew = !Files.exists(configuration) && !sources.isEmpty();
        boolean isShared = isNew
                && haveOneApplication(sources.stream().map(Candidate::account).toList());
        List<Judgement> judgements = new ImportedTokens(twitch, now).judge(sources);
        if (records.isPresent() && isNew) {
            OwnersFiles.createDirectories(files.folder()); // Which is next to it.
            OwnersFiles.write(
                    configuration, configurationText(sources.getFirst().block(), isShared));
        }
        List<ImportedAccount> accounts = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            accounts.add(new Step(sources.get(i), judgements.get(i), isShared).run(records));
        }
        accounts.addAll(refused());
        List<String> order = List.copyOf(original.blocks().keySet());
        accounts.sort((one, other) -> Integer.compare(order.indexOf(one.place()), order.indexOf(other.place())));
        return new Result(configuration, isNew, isShared, accounts);
    }

    /** The accounts that can be used, by their places. */
    private Map<String, AccountConfig> usable() {
        return original.report()
                .config()
                .<Map<String, AccountConfig>>map(HostConfig::accountsByPath)
                .orElse(Map.of());
    }

    private List<Candidate> candidates() {
        List<Candidate> sources = new ArrayList<>();
        usable().forEach((place, account) -> {
            ObjectNode block = original.blocks().get(place);
            if (block != null && !existing.containsKey(account.login())) {
                sources.add(new Candidate(place, account, block));
            }
        });
        return sources;
    }

    private List<ImportedAccount> refused() {
        Stream<ImportedAccount> there = usable().entrySet().stream()
                .filter(entry -> existing.containsKey(entry.getValue().login()))
                .map(entry -> ImportedAccount.refused(
                        entry.getKey(),
                        Optional.of(entry.getValue().login()),
                        "There is an account of that name already: "
                                + existing.get(entry.getValue().login())));
        Stream<ImportedAccount> faulty = original.report().config().map(HostConfig::leftOut).orElse(List.of()).stream()
                .filter(account -> original.blocks().containsKey(account.path()))
                .map(account -> ImportedAccount.refused(account.path(), account.login(), account.reason()));
        return Stream.concat(there, faulty).toList();
    }

    private static boolean haveOneApplication(List<AccountConfig> accounts) {
        return !accounts.isEmpty()
                && accounts.stream().allMatch(account -> account.clientId().isPresent())
                && accounts.stream().map(AccountConfig::clientId).distinct().count() == 1
                && accounts.stream().map(AccountConfig::clientSecret).distinct().count() == 1;
    }

    private byte[] configurationText(ObjectNode first, boolean isShared) {
        ObjectNode root = Json.object();
        if (isShared) {
            root.put("client_id", first.path("client_id").asText().strip());
            text(first, "client_secret").ifPresent(secret -> root.put("client_secret", secret));
        }
        String comment = "// Made by 'chameleon import'. The accounts have files of their own, in the folder "
                + files.folder().getFileName() + ".\n";
        return (comment + root.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static Optional<String> text(ObjectNode block, String key) {
        return Optional.of(block.path(key).asText("").strip()).filter(text -> !text.isEmpty());
    }

    /** One account on its way. */
    private final class Step {
        private final String place;
        private final AccountConfig account;
        private final ObjectNode block;
        private final Judgement judgement;
        private final boolean isShared;

        Step(Candidate source, Judgement judgement, boolean isShared) {
            this.place = source.place();
            this.account = source.account();
            this.block = source.block();
            this.judgement = judgement;
            this.isShared = isShared;
        }

        /** Tokens first: an account that runs without them would ask for a login. */
        ImportedAccount run(Optional<AccountRecords> records) {
            Judgement kept = records.isPresent() ? keep(records.get()) : judgement;
            Path file = files.file(account.login());
            if (records.isPresent()) {
                try {
                    var unused = files.write(account.login(), document());
                } catch (IOException | UnreadableConfigException e) {
                    return ImportedAccount.refused(
                            place, Optional.of(account.login()), file + " cannot be written: " + IoWords.of(e));
                }
            }
            ImportedKeys keys = new ImportedKeys(account, block, isShared, kept);
            return new ImportedAccount(
                    place,
                    Optional.of(account.login()),
                    Optional.of(file),
                    Optional.empty(),
                    kept.kind(),
                    kept.message(),
                    keys.all());
        }

        private Judgement keep(AccountRecords records) {
            boolean isKept = judgement.kind() == Tokens.PROVED || judgement.kind() == Tokens.UNPROVED;
            if (!isKept) {
                return judgement;
            }
            if (records.tokens(account.login()).isPresent()) {
                return new Judgement(
                        Tokens.THERE,
                        "The state has tokens of it already, and those stay",
                        Optional.empty(),
                        judgement.expiresAt(),
                        judgement.clientId());
            }
            ConfiguredTokens tokens = account.tokens().orElseThrow();
            judgement
                    .proved()
                    .ifPresentOrElse(records::keep, () -> records.keep(account.login(), tokens, judgement.expiresAt()));
            return judgement;
        }

        private AccountDocument document() throws UnreadableConfigException {
            ObjectNode written = Json.object().put("username", account.login());
            if (!isShared) {
                account.clientId().or(judgement::clientId).ifPresent(id -> written.put("client_id", id));
                text(block, "client_secret").ifPresent(secret -> written.put("client_secret", secret));
            }
            account.channels().forEach(written.withArray("channels")::add);
            written.put("is_prime_or_turbo", account.primeOrTurbo());
            isEnabled().ifPresent(enabled -> written.put("enabled", enabled));
            JsonNode plugins = block.path("plugins");
            if (plugins.isObject()) {
                written.set("plugins", plugins);
            }
            return AccountDocument.of(account.login(), written.toPrettyString() + "\n");
        }

        /** The original's switch is a setting of the plugin that does what the original does. */
        private Optional<Boolean> isEnabled() {
            return block.has("enabled")
                    ? Optional.ofNullable(account.settings()
                                    .getOrDefault("color-changer", Map.of())
                                    .get("enabled"))
                            .filter(Boolean.class::isInstance)
                            .map(Boolean.class::cast)
                    : Optional.empty();
        }
    }
}
