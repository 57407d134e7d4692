package dev.chameleonbot.host.plugins.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.plugins.PluginJarFile;
import dev.chameleonbot.host.plugins.loading.PluginHost;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.CodeSigner;
import java.security.KeyStore;
import java.security.Timestamp;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipFile;
import jdk.security.jarsigner.JarSigner;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys are from the JDK's {@code keytool}, made once for all tests, signatures by what its {@code jarsigner} signs with. */
@DisplayName("D3 signatures of plugins")
final class PluginTrustTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    private static Path keys;

    @TempDir
    private Path temporary;

    private Path folder;
    private Path jar;

    @BeforeAll
    static void makeTheKeys() throws Exception {
        key("alice");
        key("mallory");
        key("authority", "-ext", "bc:c");
        key("bob", "-signer", "authority");
        key("ended", "-startdate", "-10d", "-validity", "5");
        key("stamps", "-startdate", "-20d", "-validity", "90", "-ext", "eku=timeStamping");
        key("author", "-startdate", "-20d", "-validity", "90", "-ext", "eku=codeSigning");
    }

    @BeforeEach
    void makeAJar() throws IOException {
        folder = Files.createDirectory(temporary.resolve("plugins"));
        jar = PluginJarFile.of("painter")
                .behaviour("painter.Painter", "")
                .index("painter.Painter")
                .writeTo(temporary.resolve("painter.jar"));
    }

    @Test
    void withoutATrustStoreNoSignatureIsAskedFor() {
        assertThatCode(() -> check(jar)).doesNotThrowAnyException();
    }

    @Test
    void takesAJarThatIsSignedByWhoeverIsTrusted() throws Exception {
        trust("alice");
        sign("alice");

        assertThatCode(() -> check(jar)).doesNotThrowAnyException();
    }

    @Test
    void takesAJarWhoseSignerIsVouchedForByWhoeverIsTrusted() throws Exception {
        trust("authority");
        sign("bob");

        assertThatCode(() -> check(jar)).doesNotThrowAnyException();
    }

    @Test
    void refusesAJarThatNobodyHasSigned() throws Exception {
        trust("alice");

        assertThatThrownBy(() -> check(jar))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("painter.jar is not signed");
    }

    @Test
    void refusesAJarThatSomebodyElseHasSigned() throws Exception {
        trust("alice");
        sign("mallory");

        assertThatThrownBy(() -> check(jar)).hasMessageContaining("CN=mallory");
    }

    @Test
    void refusesAJarThatWasChangedAfterItWasSigned() throws Exception {
        trust("alice");
        sign("alice");
        try (FileSystem zip = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
            Files.writeString(zip.getPath("painter/Painter.class"), "other code");
        }

        assertThatThrownBy(() -> check(jar)).hasMessageContaining("The signature of painter.jar is not good");
    }

    @Test
    void refusesAJarThatHasGotOneMoreEntrySinceItWasSigned() throws Exception {
        trust("alice");
        sign("alice");
        try (FileSystem zip = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
            Files.writeString(zip.getPath("painter/More.class"), "more code");
        }

        assertThatThrownBy(() -> check(jar)).hasMessageContaining("painter/More.class");
    }

    @Test
    void refusesASignerWhoseCertificateHasEnded() throws Exception {
        trust("ended");
        sign("ended");

        assertThatThrownBy(() -> check(jar)).hasMessageContaining("CN=ended");
    }

    /** The signer's certificate has ended; the time stamp says that the signature is from before. */
    @Test
    void takesTheTimeOfAStampOnlyFromATrustedAuthorityForThat() throws Exception {
        Instant then = Instant.now().minus(Duration.ofDays(8));

        assertThat(PluginTrust.refusal(stamped("ended", "stamps", then), certificates("ended", "stamps")))
                .isEmpty();
        assertThat(PluginTrust.refusal(stamped("ended", "stamps", then), certificates("ended")))
                .as("nobody trusts the authority")
                .isPresent();
        assertThat(PluginTrust.refusal(stamped("ended", "author", then), certificates("ended", "author")))
                .as("it is trusted, but not for time stamps")
                .isPresent();
        assertThat(PluginTrust.refusal(
                        stamped("ended", "stamps", Instant.now().minus(Duration.ofDays(2))),
                        certificates("ended", "stamps")))
                .as("signed after the certificate had ended")
                .isPresent();
    }

    private CodeSigner stamped(String signer, String authority, Instant at) throws Exception {
        CertificateFactory paths = CertificateFactory.getInstance("X.509");
        return new CodeSigner(
                paths.generateCertPath(List.copyOf(certificates(signer))),
                new Timestamp(Date.from(at), paths.generateCertPath(List.copyOf(certificates(authority)))));
    }

    private Set<X509Certificate> certificates(String... names) throws Exception {
        KeyStore store = keyStore();
        Set<X509Certificate> found = new LinkedHashSet<>();
        for (String name : names) {
            found.add((X509Certificate) store.getCertificate(name));
        }
        return found;
    }

    @Test
    void refusesEverythingWithAStoreThatCannotBeRead() throws Exception {
        Files.writeString(folder.resolve(PluginTrust.STORE), "no store");

        assertThatThrownBy(() -> check(jar)).hasMessageContaining(PluginTrust.PASSWORD);
    }

    @Test
    void aHostLoadsOnlySignedPluginsThen() throws Exception {
        trust("alice");
        Files.copy(jar, folder.resolve("painter.jar"));
        assertThatThrownBy(() -> PluginHost.load(PluginPlaces.only(folder))).hasMessageContaining("is not signed");

        sign("alice");
        Files.copy(jar, folder.resolve("painter.jar"), StandardCopyOption.REPLACE_EXISTING);
        try (PluginHost host = PluginHost.load(PluginPlaces.only(folder))) {
            assertThat(host.jars()).containsOnlyKeys("painter");
        }
    }

    private void check(Path one) throws OperationException {
        new PluginTrust(folder, Map.of()).check(PluginFile.read(one));
    }

    private static void key(String name, String... more) throws Exception {
        List<String> words = new ArrayList<>(List.of(
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-keystore",
                keys(),
                "-storepass",
                PASSWORD));
        words.addAll(List.of(more));
        keytool(words);
    }

    private void trust(String name) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry(name, keyStore().getCertificate(name));
        try (OutputStream out = Files.newOutputStream(folder.resolve(PluginTrust.STORE))) {
            store.store(out, PASSWORD.toCharArray());
        }
    }

    private void sign(String name) throws Exception {
        KeyStore.ProtectionParameter password = new KeyStore.PasswordProtection(PASSWORD.toCharArray());
        Path signed = temporary.resolve("signed.jar");
        try (ZipFile unsigned = new ZipFile(jar.toFile());
                OutputStream out = Files.newOutputStream(signed)) {
            new JarSigner.Builder((KeyStore.PrivateKeyEntry) keyStore().getEntry(name, password))
                    .signerName(name)
                    .build()
                    .sign(unsigned, out);
        }
        Files.move(signed, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static KeyStore keyStore() throws Exception {
        return KeyStore.getInstance(Path.of(keys()).toFile(), PASSWORD.toCharArray());
    }

    private static String keys() {
        return keys.resolve("keys.p12").toString();
    }

    private static void keytool(List<String> words) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC", "-J-Xshare:auto"));
        command.addAll(words);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
