package dev.chameleonbot.benchmarks.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A key and its self-signed certificate for loopback, made by the JDK's keytool and good for two days. */
final class LoopbackCertificate {
    /** No secret: the key is as old as the run, and protects nothing. */
    private static final String PASSWORD = "loopback";

    private static final String TYPE = "PKCS12";
    private static final String ALIAS = "loopback";
    private static final String PEM = "loopback.pem";
    private static final int LONGEST_SECONDS = 60;

    private final Path file;

    private LoopbackCertificate(Path file) {
        this.file = file;
    }

    static LoopbackCertificate create(Path javaHome, Path folder) throws IOException, InterruptedException {
        Path file = folder.resolve("loopback.p12");
        Process keytool = new ProcessBuilder(List.of(
                        javaHome.resolve("bin/keytool").toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=ip:127.0.0.1,dns:localhost",
                        "-validity",
                        "2",
                        "-storetype",
                        TYPE,
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        if (!keytool.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            keytool.destroyForcibly();
            throw new IOException(
                    "keytool has made no certificate: " + Files.readString(folder.resolve("keytool.log")));
        }
        LoopbackCertificate created = new LoopbackCertificate(file);
        created.writePem(folder.resolve(PEM));
        return created;
    }

    private void writePem(Path pem) throws IOException {
        try {
            byte[] certificate = keys().getCertificate(ALIAS).getEncoded();
            Files.writeString(
                    pem,
                    "-----BEGIN CERTIFICATE-----\n"
                            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate)
                            + "\n-----END CERTIFICATE-----\n");
        } catch (GeneralSecurityException e) {
            throw new IOException("The certificate cannot be read", e);
        }
    }

    private KeyStore keys() throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance(TYPE);
            store.load(in, PASSWORD.toCharArray());
            return store;
        }
    }

    /** The options with which a JVM trusts this certificate, and no other. */
    List<String> trustingOptions() {
        return List.of("-Djavax.net.ssl.trustStore=" + file, "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
    }

    /** The environment in which Node.js trusts the certificate of a run; empty where the run has none. */
    static Map<String, String> trustingEnvironment(Path folder) {
        Path pem = folder.resolve(PEM);
        return Files.exists(pem) ? Map.of("NODE_EXTRA_CA_CERTS", pem.toString()) : Map.of();
    }

    /** For servers. */
    SSLContext context() throws IOException {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(keys(), PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("The certificate cannot be used", e);
        }
    }
}
