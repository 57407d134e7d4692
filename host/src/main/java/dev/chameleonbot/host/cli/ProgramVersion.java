package dev.chameleonbot.host.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version of the program, which is that of its plugin API, too. */
public final class ProgramVersion implements IVersionProvider {
    /** Creates the provider, as picocli does it. */
    public ProgramVersion() {}

    /** Such as {@code 1.2.0} or {@code 1.2.0-SNAPSHOT}. */
    static String full() {
        Properties properties = new Properties();
        try (InputStream in = ProgramVersion.class.getResourceAsStream("version.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "0.0.1");
    }

    /** Without a qualifier: what plugins are measured against. */
    static String api() {
        return full().replaceFirst("-.*", "");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"chameleon " + full(), "Java " + Runtime.version()};
    }
}
