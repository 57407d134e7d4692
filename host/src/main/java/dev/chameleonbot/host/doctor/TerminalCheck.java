package dev.chameleonbot.host.doctor;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Where this is shown: whether it can show letters of all languages, colours, and the QR code of a login. */
public record TerminalCheck(Screen screen) implements Check {
    /** What the widest line of the QR code of Twitch's address takes. */
    private static final int WIDTH_OF_CODE = 45;

    /**
     * Where a program writes to.
     *
     * @param isTerminal whether somebody is looking
     * @param width how many columns it has; empty where that is not known
     * @param hasColors whether colours are shown
     */
    public record Screen(boolean isTerminal, String encoding, OptionalInt width, boolean hasColors) {
        /** Whether it can show letters of all languages. */
        boolean isUtf8() {
            return encoding.equalsIgnoreCase(StandardCharsets.UTF_8.name());
        }
    }

    @Override
    public String topic() {
        return "terminal";
    }

    @Override
    public List<Finding> run() {
        List<Finding> all = new ArrayList<>();
        String encoding = screen.encoding();
        all.add((screen.isUtf8()
                        ? Finding.fine("Texts are written in UTF-8").about("locale")
                        : Finding.warning(
                                        "Texts are written in " + encoding
                                                + ", which has not all letters and no QR code",
                                        "Set the locale to a UTF-8 one, such as LC_ALL=C.UTF-8.")
                                .about("locale"))
                .with("encoding", encoding));
        if (!screen.isTerminal()) {
            all.add(Finding.fine("This is not written to a terminal, so a login shows no QR code")
                    .about("screen"));
            return all;
        }
        all.add(size());
        return all;
    }

    private Finding size() {
        OptionalInt width = screen.width();
        String words = "A terminal " + (screen.hasColors() ? "with" : "without") + " colours"
                + (width.isPresent() ? ", " + width.getAsInt() + " columns wide" : "");
        Finding finding = width.isPresent() && width.getAsInt() < WIDTH_OF_CODE
                ? Finding.warning(
                                words + ", too narrow for a QR code",
                                "Make it " + WIDTH_OF_CODE + " columns wide for a login.")
                        .about("screen")
                : Finding.fine(words).about("screen");
        return finding.with("colors", screen.hasColors());
    }
}
