package dev.chameleonbot.host.plugins.operations;

import dev.chameleonbot.host.config.Operation;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.plugins.files.FolderContent;
import dev.chameleonbot.host.plugins.files.PluginDownload;
import dev.chameleonbot.host.plugins.files.PluginFile;
import dev.chameleonbot.host.plugins.files.PluginSource;
import dev.chameleonbot.host.plugins.files.Reasons;
import dev.chameleonbot.host.plugins.files.ReceivedJar;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Uploaded jars, to be checked before they are installed: nothing of them runs before a client has confirmed the
 * hash of the content. What nobody confirms is discarded after {@link #KEPT}.
 *
 * <p>Concurrency: any thread may call it; calls block on the other side, on the disk, and on what is done with plugins. There are
 * at most {@link #MOST}, those included that are being taken in.
 */
public final class PluginUploads implements AutoCloseable {
    /** How many there can be at once. */
    public static final int MOST = 4;
    /** How many bytes one may have. */
    public static final long MAX_BYTES = 64L * 1024 * 1024;
    /** How long one waits to be confirmed. */
    public static final Duration KEPT = Duration.ofMinutes(10);

    private static final Logger log = LoggerFactory.getLogger(PluginUploads.class);

    private final PluginOperations plugins;
    private final InstantSource clock;
    private final Semaphore slots = new Semaphore(MOST);
    private final Map<String, Staged> all = new ConcurrentHashMap<>();
    private volatile boolean closed;

    private record Staged(StagedUpload upload, ReceivedJar jar, Thread expiry) {}

    /**
     * Those of a host.
     *
     * @param plugins looks at what is sent, and installs what is confirmed
     * @param clock the wall clock
     */
    public PluginUploads(PluginOperations plugins, InstantSource clock) {
        this.plugins = plugins;
        this.clock = clock;
    }

    /**
     * Takes a jar in, and looks at it.
     *
     * @param in its content, which is read to the end and not closed
     * @throws OperationException if it is no plugin, too large, or too many wait; then nothing of it is left
     */
    public StagedUpload stage(String fileName, InputStream in) throws OperationException {
        return stage(() -> ReceivedJar.sent(fileName, in, MAX_BYTES));
    }

    /** Takes a slot before anything is taken in, so that few are being taken in at once. */
    private StagedUpload stage(Operation<ReceivedJar> intake) throws OperationException {
        forgetOld();
        if (closed || !slots.tryAcquire()) {
            throw new OperationException(
                    closed ? "The host is stopping" : MOST + " plugins wait already; confirm or discard one of them");
        }
        boolean staged = false;
        try {
            ReceivedJar jar = intake.run();
            try {
                StagedUpload upload = look(jar);
                keep(upload, jar);
                staged = true;
                return upload;
            } finally {
                if (!staged) {
                    jar.close();
                }
            }
        } finally {
            if (!staged) {
                slots.release();
            }
        }
    }

    /**
     * Fetches a jar by the rules of {@link PluginDownload}, and looks at it.
     *
     * @param address where it is
     * @throws OperationException as for {@link #stage(String, InputStream)}, or if it cannot be had
     */
    public StagedUpload stage(URI address) throws OperationException {
        return stage(() -> PluginDownload.of(address, MAX_BYTES));
    }

    /**
     * Fetches a jar of one content, and looks at it.
     *
     * @param address where it is
     * @param sha256 the hash that it has to have, as people write it
     * @throws OperationException as for {@link #stage(URI)}, or if it is another one, or that is no hash; then nothing of it
     *     is left
     */
    public StagedUpload stage(URI address, String sha256) throws OperationException {
        String hash = PluginSource.hash(sha256);
        StagedUpload upload = stage(address);
        try {
            PluginSource.of(upload.plugin().file(), hash).check(upload.plugin().sha256());
            return upload;
        } catch (OperationException e) {
            var unused = discard(upload.token());
            throw e;
        }
    }

    private StagedUpload look(ReceivedJar jar) throws OperationException {
        try {
            PluginFile file = jar.read();
            FolderContent there = plugins.folder.read();
            return new StagedUpload(
                    UUID.randomUUID().toString(),
                    file,
                    jar.size(),
                    there.isInstalled(file.id()) ? StagedUpload.Action.UPDATE : StagedUpload.Action.INSTALL,
                    Optional.ofNullable(there.plugins().get(file.id())).map(PluginFile::version),
                    there.pins().of(file),
                    plugins.problemsOf(file, there).stream()
                            .map(problem -> named(problem, jar))
                            .toList(),
                    clock.instant().plus(KEPT));
        } catch (OperationException e) {
            throw new OperationException(named(e.getMessage(), jar), e);
        } catch (IOException e) {
            throw new OperationException("The file cannot be checked: " + Reasons.of(e), e);
        }
    }

    /** Where the file is here is nobody's business. */
    private static String named(String text, ReceivedJar jar) {
        return text.replace(jar.path().toString(), String.valueOf(jar.path().getFileName()));
    }

    private void keep(StagedUpload upload, ReceivedJar jar) {
        Thread expiry = Thread.ofVirtual().name("upload-expiry").unstarted(() -> expire(upload.token()));
        all.put(upload.token(), new Staged(upload, jar, expiry));
        expiry.start();
    }

    private void expire(String token) {
        try {
            Thread.sleep(KEPT);
            var unused = discard(token);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // It is confirmed or discarded.
        }
    }

    /** All that wait, the oldest first. */
    public List<StagedUpload> list() {
        forgetOld();
        return all.values().stream()
                .map(Staged::upload)
                .sorted(Comparator.comparing(StagedUpload::expiresAt))
                .toList();
    }

    /**
     * One of them.
     *
     * @return what it is; empty if there is none
     */
    public Optional<StagedUpload> get(String token) {
        forgetOld();
        return Optional.ofNullable(all.get(token)).map(Staged::upload);
    }

    /**
     * Installs one, or updates the plugin that it is. Where that fails, it waits on.
     *
     * @param sha256 the hash that somebody has confirmed, as people write it
     * @throws OperationException if there is none, the hash is another one, or the plugin cannot be used; then nothing has
     *     changed
     */
    public PluginInfo confirm(String token, String sha256) throws OperationException, InterruptedException {
        forgetOld();
        Staged staged = all.get(token);
        if (staged == null) {
            throw gone();
        }
        PluginSource source = PluginSource.of(staged.jar().path(), sha256);
        source.check(staged.upload().plugin().sha256());
        if (!all.remove(token, staged)) { // While it is installed nobody discards it.
            throw gone();
        }
        boolean done = false;
        try {
            PluginInfo info = plugins.put(source);
            done = true;
            return info;
        } catch (PluginsBusyException e) {
            throw e;
        } catch (OperationException e) {
            throw new OperationException(named(e.getMessage(), staged.jar()), e);
        } finally {
            if (done || closed) {
                end(staged);
            } else {
                all.put(token, staged);
            }
        }
    }

    private static OperationException gone() {
        return new OperationException("There is no such plugin to confirm, or its time is over; send it again");
    }

    /**
     * Discards one.
     *
     * @return whether there was one
     */
    public boolean discard(String token) {
        Staged staged = all.remove(token);
        if (staged != null) {
            end(staged);
        }
        return staged != null;
    }

    private void end(Staged staged) {
        staged.expiry().interrupt();
        try {
            staged.jar().close();
        } catch (OperationException e) {
            log.warn("{}", e.getMessage());
        } finally {
            slots.release();
        }
    }

    private void forgetOld() {
        Instant now = clock.instant();
        for (Staged staged : all.values()) {
            if (!now.isBefore(staged.upload().expiresAt())) {
                var unused = discard(staged.upload().token());
            }
        }
    }

    /** Discards all. */
    @Override
    public void close() {
        closed = true;
        all.keySet().forEach(this::discard);
    }
}
