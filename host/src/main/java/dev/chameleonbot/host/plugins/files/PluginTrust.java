package dev.chameleonbot.host.plugins.files;

import dev.chameleonbot.host.config.OperationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Timestamp;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Who may sign plugins: where the plugins folder holds a trust store {@value #STORE}, a jar is loaded only if every entry
 * of it is signed, as {@code jarsigner} does, by somebody whose certificate is in the store or is vouched for by one there.
 *
 * <p>The store is a PKCS 12 file. Its password is that in {@value #PASSWORD}, or {@code changeit}, as {@code keytool}
 * proposes. Certificates have to be valid now, or at the time of the signature's time stamp if that is by a time-stamping
 * authority whom the store trusts, too: with a key that has ended anybody could claim an older time. Nobody is asked
 * whether certificates were revoked.
 */
final class PluginTrust {
    static final String STORE = "plugins-trusted.p12";
    static final String PASSWORD = "CHAMELEON_PLUGIN_TRUST_PASSWORD";

    /** What a certificate's extended key usage has to hold for time stamps; RFC 5280, 4.2.1.12. */
    private static final String TIME_STAMPING = "1.3.6.1.5.5.7.3.8";

    private final Path file;
    private final Map<String, String> environment;

    PluginTrust(Path folder, Map<String, String> environment) {
        this.file = folder.resolve(STORE);
        this.environment = environment;
    }

    /** Refuses a jar that is not signed by somebody who is trusted; does nothing without the store. */
    void check(PluginFile jar) throws OperationException {
        if (!Files.exists(file)) {
            return;
        }
        Set<X509Certificate> trusted = trusted();
        try {
            Set<CodeSigner> signers = signersOfAll(jar);
            List<String> refusals = new ArrayList<>();
            for (CodeSigner signer : signers) {
                Optional<String> refusal = refusal(signer, trusted);
                if (refusal.isEmpty()) {
                    return;
                }
                refusals.add(nameOf(signer) + ": " + refusal.get());
            }
            throw new OperationException(
                    jar.fileName() + " has no signer that " + file + " trusts (" + String.join("; ", refusals) + ")");
        } catch (SecurityException | IOException e) {
            throw new OperationException("The signature of " + jar.fileName() + " is not good: " + Reasons.of(e), e);
        }
    }

    private Set<X509Certificate> trusted() throws OperationException {
        String password = environment.getOrDefault(PASSWORD, "changeit");
        try {
            KeyStore store = KeyStore.getInstance(file.toFile(), password.toCharArray());
            Set<X509Certificate> found = new LinkedHashSet<>();
            for (String alias : Collections.list(store.aliases())) {
                if (store.getCertificate(alias) instanceof X509Certificate certificate) {
                    found.add(certificate);
                }
            }
            if (found.isEmpty()) {
                throw new OperationException(
                        "The trust store " + file + " holds no certificate, so no plugin is trusted");
            }
            return found;
        } catch (IOException | GeneralSecurityException e) {
            throw new OperationException(
                    "The trust store " + file + " cannot be read: " + Reasons.of(e) + "; is its password in " + PASSWORD
                            + "?",
                    e);
        }
    }

    /** Those who have signed every single entry. An entry's signers are known once it has been read to its end. */
    private static Set<CodeSigner> signersOfAll(PluginFile plugin) throws IOException, OperationException {
        Set<CodeSigner> all = null;
        try (JarFile jar = new JarFile(plugin.content().toFile(), true)) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                if (entry.isDirectory() || isOfTheSignature(entry.getName())) {
                    continue;
                }
                try (InputStream in = jar.getInputStream(entry)) {
                    in.transferTo(OutputStream.nullOutputStream());
                }
                CodeSigner[] signers = entry.getCodeSigners();
                if (signers == null) {
                    throw new OperationException(plugin.fileName() + " is not signed: no signature covers its entry "
                            + entry.getName() + ", and " + STORE + " asks for signatures");
                }
                if (all == null) {
                    all = new HashSet<>(List.of(signers));
                } else {
                    all.retainAll(List.of(signers));
                }
            }
        }
        if (all == null || all.isEmpty()) {
            throw new OperationException(plugin.fileName() + " has no signer that signed all of it");
        }
        return all;
    }

    /** The manifest is covered by the signature files, and those by their own blocks. */
    private static boolean isOfTheSignature(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return upper.matches("META-INF/(MANIFEST\\.MF|[^/]+\\.(SF|RSA|DSA|EC)|SIG-[^/]*)");
    }

    /** Why a signer is not trusted; empty if one is. */
    static Optional<String> refusal(CodeSigner signer, Set<X509Certificate> trusted) {
        Date at = Optional.ofNullable(signer.getTimestamp())
                .filter(stamp -> isTrusted(stamp, trusted))
                .map(Timestamp::getTimestamp)
                .orElseGet(Date::new);
        return refusal(signer.getSignerCertPath(), at, trusted);
    }

    private static boolean isTrusted(Timestamp stamp, Set<X509Certificate> trusted) {
        CertPath authority = stamp.getSignerCertPath();
        try {
            List<String> uses = ((X509Certificate) authority.getCertificates().getFirst()).getExtendedKeyUsage();
            return uses != null
                    && uses.contains(TIME_STAMPING)
                    && refusal(authority, stamp.getTimestamp(), trusted).isEmpty();
        } catch (CertificateParsingException e) {
            return false;
        }
    }

    private static Optional<String> refusal(CertPath signer, Date at, Set<X509Certificate> trusted) {
        try {
            List<X509Certificate> chain = new ArrayList<>();
            for (Certificate certificate : signer.getCertificates()) {
                X509Certificate one = (X509Certificate) certificate;
                if (trusted.contains(one)) {
                    one.checkValidity(at);
                    if (chain.isEmpty()) {
                        return Optional.empty();
                    }
                    break;
                }
                chain.add(one);
            }
            CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(chain);
            Set<TrustAnchor> anchors = new HashSet<>();
            trusted.forEach(certificate -> anchors.add(new TrustAnchor(certificate, null)));
            PKIXParameters parameters = new PKIXParameters(anchors);
            parameters.setRevocationEnabled(false);
            parameters.setDate(at);
            CertPathValidator.getInstance("PKIX").validate(path, parameters);
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            return Optional.of(Reasons.of(e));
        }
    }

    private static String nameOf(CodeSigner signer) {
        return ((X509Certificate) signer.getSignerCertPath().getCertificates().getFirst())
                .getSubjectX500Principal()
                .getName();
    }
}
