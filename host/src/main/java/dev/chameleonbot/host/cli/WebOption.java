package dev.chameleonbot.host.cli;

import dev.chameleonbot.host.config.ConfigReader;
import dev.chameleonbot.host.config.IpAddress;
import dev.chameleonbot.host.config.WebConfig;
import dev.chameleonbot.host.data.DataFolders;
import dev.chameleonbot.host.web.Web;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Whether there is a page in the browser, and where. */
final class WebOption {
    /** Given without a value, it is where it is configured to be, or usually is. */
    private static final String WHERE_CONFIGURED = "";

    @Option(
            names = "--web",
            arity = "0..1",
            fallbackValue = WHERE_CONFIGURED,
            paramLabel = "[ADDRESS:]PORT",
            converter = WhereConverter.class,
            description = "With the page in the browser, on 127.0.0.1 and port 8730 unless others are named or"
                    + " configured. Without a configuration it leads to the first one.")
    private @Nullable Where where;

    @Option(names = "--no-web", description = "Turns the page off, even if it is configured.")
    private boolean off;

    /** Whether somebody has asked for it here. */
    boolean isGiven() {
        return where != null && !off;
    }

    /**
     * What of it there is to be.
     *
     * @return where; empty if there is to be none
     */
    Optional<WebConfig> of(Optional<WebConfig> configured) {
        if (off) {
            return Optional.empty();
        }
        if (where == null) {
            return configured;
        }
        WebConfig usual = configured.orElse(WebConfig.USUAL);
        return Optional.of(
                usual.at(where.address().orElse(usual.address()), where.port().orElse(usual.port())));
    }

    /** Begins to listen. */
    static Web open(WebConfig config, DataFolders folders) {
        try {
            return Web.open(config, folders.state().path(), folders.config().path(), new ConfigReader(System.getenv()));
        } catch (IOException e) {
            throw new CommandFailedException(e.getMessage());
        }
    }

    /**
     * The token logs in anyone who has it: it is not for a journal, where other words say how to get in, and not needed
     * where there is a password.
     */
    static String shown(Web page, String inJournals) {
        boolean isPrivate = System.getenv("JOURNAL_STREAM") == null && page.isLocal();
        return isPrivate
                ? page.addressWithToken().reveal()
                : page.address() + (page.isLocal() ? " (" + inJournals + ")" : "");
    }

    /** What was named. */
    record Where(Optional<InetAddress> address, Optional<Integer> port) {}

    /** Reads a port, or an address and a port. */
    static final class WhereConverter implements ITypeConverter<Where> {
        private static final int LAST_PORT = 65_535;

        @Override
        public Where convert(String text) {
            if (text.equals(WHERE_CONFIGURED)) {
                return new Where(Optional.empty(), Optional.empty());
            }
            int colon = text.lastIndexOf(':');
            Optional<InetAddress> address = colon < 0 ? Optional.empty() : IpAddress.parse(text.substring(0, colon));
            if (colon >= 0 && address.isEmpty()) {
                throw wrong(text);
            }
            return new Where(address, Optional.of(port(text.substring(colon + 1), text)));
        }

        private static int port(String port, String text) {
            try {
                int number = Integer.parseInt(port);
                if (number >= 0 && number <= LAST_PORT) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // Told below.
            }
            throw wrong(text);
        }

        private static TypeConversionException wrong(String text) {
            return new TypeConversionException("'" + text
                    + "' is neither a port nor an IP address with a port, such as 8730 or 0.0.0.0:8730 or [::1]:8730");
        }
    }
}
