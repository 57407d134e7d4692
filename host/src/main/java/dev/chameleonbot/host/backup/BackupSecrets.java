package dev.chameleonbot.host.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is in a backup only when asked for, and sealed with a passphrase.
 *
 * @param key the key of the state; empty if there is none
 * @param files the contents of the files that the configuration names for client secrets, by their paths from its folder,
 *     with slashes
 */
record BackupSecrets(Optional<Secret> key, Map<String, Secret> files) {
    SealedText sealed(Secret passphrase) throws OperationException {
        ObjectNode root = Json.object();
        key.ifPresent(one -> root.put("key", one.reveal()));
        ObjectNode all = root.putObject("files");
        files.forEach((path, content) -> all.put(path, content.reveal()));
        return SealedText.of(Secret.of(root.toString()), passphrase);
    }

    static BackupSecrets of(SealedText text, Secret passphrase) throws OperationException {
        Secret plain = text.open(passphrase)
                .orElseThrow(() -> new OperationException(
                        "The passphrase is not the one that the backup's key was sealed with; give that one, or restore"
                                + " --without-key"));
        try {
            JsonNode root = Json.PLAIN.readTree(plain.reveal());
            Map<String, Secret> files = new LinkedHashMap<>();
            root.path("files")
                    .properties()
                    .forEach(file ->
                            files.put(file.getKey(), Secret.of(file.getValue().asText())));
            return new BackupSecrets(
                    root.has("key") ? Optional.of(Secret.of(root.path("key").asText())) : Optional.empty(), files);
        } catch (JsonProcessingException e) {
            throw new OperationException("The secrets in it are damaged; take another backup");
        }
    }
}
