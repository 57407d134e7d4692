package dev.chameleonbot.engine.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryFlag;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Directories and files for their owner alone: by permissions where the file system knows them, else, as on Windows, by an
 * access control list in which nobody else is named.
 */
public final class OwnersFiles {
    private static final Logger log = LoggerFactory.getLogger(OwnersFiles.class);
    private static final String DIRECTORY = "rwx------";
    private static final String FILE = "rw-------";

    private OwnersFiles() {}

    /** Creates a directory, and those above it, durably; one that exists is left as it is. */
    public static void createDirectories(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.toAbsolutePath().getParent();
        if (parent != null) {
            createDirectories(parent);
        }
        Files.createDirectories(directory, only(directory, DIRECTORY));
        if (parent != null) {
            sync(parent);
        }
    }

    /** Creates a file, or takes it from others where it exists. */
    public static void createFile(Path file) throws IOException {
        if (Files.exists(file)) {
            restrict(file);
        } else {
            Files.createFile(file, only(file, FILE));
        }
    }

    /**
     * Creates an empty file whose name nobody can foresee, in the directory of one that is to be made of it.
     *
     * @param file which is to be made
     * @return the new file; its name begins with a dot
     */
    public static Path createUnfinished(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        Path directory = Objects.requireNonNull(absolute.getParent(), "A file is in a directory");
        return Files.createTempFile(directory, "." + absolute.getFileName() + ".", ".new", only(directory, FILE));
    }

    /**
     * Writes a file as a whole or not at all, in the place of one that is there; it is on the disk when this returns. What
     * is unfinished has a name that begins with a dot.
     *
     * @param file which, in a directory that exists
     * @param bytes what is to be in it
     * @throws IOException if it cannot be written; then what was there before still is
     */
    public static void write(Path file, byte[] bytes) throws IOException {
        Path absolute = file.toAbsolutePath();
        Path directory = Objects.requireNonNull(absolute.getParent(), "A file is in a directory");
        Path unfinished = createUnfinished(absolute);
        try {
            try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE);
                    OutputStream out = Channels.newOutputStream(channel)) {
                out.write(bytes);
                channel.force(true);
            }
            Files.move(unfinished, absolute, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
        sync(directory);
    }

    /** Makes what is in a file durable. */
    public static void syncFile(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Makes the names in a directory durable, where directories can be opened, which on Windows they cannot. */
    public static void sync(Path directory) throws IOException {
        if (hasPermissions(directory)) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /**
     * Takes from others the files in a directory whose names match; those that go meanwhile need no protection.
     *
     * @param directory which; none is the same as an empty one
     * @param glob what the names match
     */
    public static void restrictAll(@Nullable Path directory, String glob) throws IOException {
        if (directory != null) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, glob)) {
                for (Path file : files) {
                    restrictIfThere(file);
                }
            }
        }
    }

    /**
     * Whether anyone but the owner may do anything with a file.
     *
     * @return false where the file system cannot tell
     */
    public static boolean isOpenToOthers(Path file) throws IOException {
        if (!hasPermissions(file)) {
            return false;
        }
        Set<PosixFilePermission> others = EnumSet.copyOf(PosixFilePermissions.fromString("---rwxrwx"));
        others.retainAll(Files.getPosixFilePermissions(file));
        return !others.isEmpty();
    }

    private static void restrictIfThere(Path file) throws IOException {
        try {
            restrict(file);
        } catch (NoSuchFileException e) {
            log.trace("{} was renamed or removed meanwhile", file);
        }
    }

    private static void restrict(Path file) throws IOException {
        if (hasPermissions(file)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(FILE));
        }
    }

    private static FileAttribute<?>[] only(Path file, String permissions) throws IOException {
        if (hasPermissions(file)) {
            return new FileAttribute<?>[] {
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
            };
        }
        FileSystem system = file.getFileSystem();
        if (system.supportedFileAttributeViews().contains("acl")) {
            UserPrincipal owner =
                    system.getUserPrincipalLookupService().lookupPrincipalByName(System.getProperty("user.name"));
            return new FileAttribute<?>[] {new Acl(accessOf(owner, permissions.equals(DIRECTORY)))};
        }
        return new FileAttribute<?>[0];
    }

    /** All that can be done, to one user; what is created in a directory is that user's too. */
    static List<AclEntry> accessOf(UserPrincipal owner, boolean directory) {
        Set<AclEntryFlag> flags = directory
                ? EnumSet.of(AclEntryFlag.FILE_INHERIT, AclEntryFlag.DIRECTORY_INHERIT)
                : EnumSet.noneOf(AclEntryFlag.class);
        return List.of(AclEntry.newBuilder()
                .setType(AclEntryType.ALLOW)
                .setPrincipal(owner)
                .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                .setFlags(flags)
                .build());
    }

    private static boolean hasPermissions(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** An access control list that a file is created with. */
    private record Acl(List<AclEntry> value) implements FileAttribute<List<AclEntry>> {
        @Override
        public String name() {
            return "acl:acl";
        }
    }
}
