package dev.chameleonbot.host.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * What a backup says of itself: the file {@value #NAME} of the archive.
 *
 * @param chameleon the version of the program that made it
 * @param schema the version of the state's schema; 0 without a state
 * @param moved whether the host was stopped permanently before it, so that nothing can have been renewed since
 * @param secrets the key of the state and the files of client secrets, sealed; empty if they are not in the backup
 * @param plugins the plugins that were there, those of the program included, for people
 */
record BackupManifest(
        String chameleon,
        int schema,
        Instant created,
        boolean moved,
        Optional<SealedText> secrets,
        List<Plugin> plugins,
        List<BackupEntry> entries) {
    static final String NAME = "manifest.json";
    private static final int FORMAT = 1;
    private static final int LONGEST = 16 << 20;
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    record Plugin(String id, String version, String origin, String sha256) {}

    String json() {
        ObjectNode root = Json.object();
        root.put("format", FORMAT);
        root.put("chameleon", chameleon);
        root.put("schema_version", schema);
        root.put("created", created.toString());
        root.put("moved", moved);
        secrets.ifPresent(text -> root.set("secrets", text.json()));
        ArrayNode all = root.putArray("plugins");
        plugins.forEach(plugin -> all.addObject()
                .put("id", plugin.id())
                .put("version", plugin.version())
                .put("origin", plugin.origin())
                .put("sha256", plugin.sha256()));
        ArrayNode files = root.putArray("entries");
        entries.forEach(entry -> files.addObject()
                .put("name", entry.name())
                .put("size", entry.size())
                .put("sha256", entry.sha256()));
        return root.toPrettyString() + "\n";
    }

    /** The one of an archive. */
    static BackupManifest in(ZipFile zip) throws IOException, OperationException {
        ZipEntry entry = zip.getEntry(NAME);
        if (entry == null) {
            throw new OperationException("It is another archive: it has no " + NAME);
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] text = in.readNBytes(LONGEST + 1);
            if (text.length > LONGEST) {
                throw new OperationException("Its " + NAME + " is too long");
            }
            return parse(text);
        }
    }

    static BackupManifest parse(byte[] text) throws OperationException {
        try {
            return parse(Json.PLAIN.readTree(text));
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
            throw new OperationException("Its " + NAME + " is damaged; take another backup", e);
        } catch (IOException e) {
            throw new OperationException("Its " + NAME + " cannot be read", e);
        }
    }

    private static BackupManifest parse(JsonNode root) throws OperationException {
        String version = root.path("chameleon").asText();
        int format = root.path("format").asInt();
        if (format > FORMAT) {
            throw new OperationException("It was made by a newer Chameleon, " + version
                    + ", in a form that this one does not know; restore it with that version");
        }
        if (format < 1) {
            throw new IllegalArgumentException("no format");
        }
        List<Plugin> plugins = new ArrayList<>();
        root.path("plugins")
                .forEach(plugin -> plugins.add(new Plugin(
                        plugin.path("id").asText(),
                        plugin.path("version").asText(),
                        plugin.path("origin").asText(),
                        plugin.path("sha256").asText())));
        List<BackupEntry> entries = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonNode file : root.path("entries")) {
            BackupEntry entry = new BackupEntry(
                    file.path("name").asText(),
                    file.path("size").asLong(-1),
                    file.path("sha256").asText());
            if (!BackupEntry.isName(entry.name()) || !names.add(entry.name())) {
                throw new OperationException("It holds a file '" + entry.name()
                        + "', which no backup has; it was changed, so nothing of it is used");
            }
            if (entry.size() < 0 || !HASH.matcher(entry.sha256()).matches()) {
                throw new IllegalArgumentException("no size or hash");
            }
            entries.add(entry);
        }
        return new BackupManifest(
                version,
                root.path("schema_version").asInt(),
                Instant.parse(root.path("created").asText()),
                root.path("moved").asBoolean(),
                root.has("secrets") ? Optional.of(SealedText.parse(root.path("secrets"))) : Optional.empty(),
                plugins,
                entries);
    }
}
