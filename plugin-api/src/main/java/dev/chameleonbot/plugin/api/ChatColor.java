package dev.chameleonbot.plugin.api;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apiguardian.api.API;

/**
 * A colour for an account's name: one of Twitch's {@linkplain Preset presets}, which every account may use, or
 * {@linkplain Hex any colour}, which needs Prime or Turbo.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public sealed interface ChatColor {

    /** The colour as Twitch's {@code PUT /helix/chat/color} names it: {@code sea_green} or {@code #2e8b57}. */
    String wireName();

    /** The colour's red, green and blue, eight bits each: {@code 0xRRGGBB}. */
    int rgb();

    /**
     * Reads a colour as people write it: a {@linkplain Preset#named preset's name}, {@code #rrggbb}, {@code rrggbb},
     * {@code #rgb} or {@code rgb}, in any case.
     *
     * @param text what was written, without surrounding space
     * @return the colour, or empty if the text names none
     */
    static Optional<ChatColor> parse(String text) {
        return Preset.named(text).<ChatColor>map(preset -> preset).or(() -> Hex.parse(text));
    }

    /**
     * Twitch's presets, which need neither Prime nor Turbo, with the values that Twitch displays. Source: the Helix
     * reference, "Update User Chat Color".
     */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    enum Preset implements ChatColor {
        BLUE(0x0000FF),
        BLUE_VIOLET(0x8A2BE2),
        CADET_BLUE(0x5F9EA0),
        CHOCOLATE(0xD2691E),
        CORAL(0xFF7F50),
        DODGER_BLUE(0x1E90FF),
        FIREBRICK(0xB22222),
        GOLDEN_ROD(0xDAA520),
        GREEN(0x008000),
        HOT_PINK(0xFF69B4),
        ORANGE_RED(0xFF4500),
        RED(0xFF0000),
        SEA_GREEN(0x2E8B57),
        SPRING_GREEN(0x00FF7F),
        YELLOW_GREEN(0x9ACD32);

        private static final Pattern BETWEEN_WORDS = Pattern.compile("(?<=\\p{L})[ _\\p{Pd}]+(?=\\p{L})");

        private final int rgb;
        private final String wireName;
        private final String letters;

        Preset(int rgb) {
            this.rgb = rgb;
            this.wireName = name().toLowerCase(Locale.ROOT);
            this.letters = wireName.replace("_", "");
        }

        @Override
        public String wireName() {
            return wireName;
        }

        @Override
        public int rgb() {
            return rgb;
        }

        /**
         * Finds a preset by its name. Case does not matter, nor do spaces, hyphens and underscores between letters:
         * Twitch's API has {@code sea_green}, its pages show Sea Green, and CSS has {@code SeaGreen}.
         *
         * @param name the name, such as {@code sea_green}, {@code Sea Green}, {@code sea-green} or {@code SeaGreen}
         * @return the preset, or empty if there is none of that name
         */
        public static Optional<Preset> named(String name) {
            String letters = BETWEEN_WORDS.matcher(name).replaceAll("");
            for (Preset preset : values()) {
                if (preset.letters.equalsIgnoreCase(letters)) {
                    return Optional.of(preset);
                }
            }
            return Optional.empty();
        }

        @Override
        public String toString() {
            return wireName;
        }
    }

    /**
     * Any colour, for accounts with Prime or Turbo.
     *
     * @param rgb red, green and blue, eight bits each: {@code 0xRRGGBB}
     */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    record Hex(int rgb) implements ChatColor {
        private static final int DIGITS = 6;

        /** Checks that the value has no more than 24 bits. */
        public Hex {
            if ((rgb & 0xFF000000) != 0) {
                throw new IllegalArgumentException("Not a 24-bit colour: " + Integer.toHexString(rgb));
            }
        }

        /**
         * Reads {@code #rrggbb}, {@code rrggbb}, {@code #rgb} or {@code rgb}, in any case.
         *
         * @param text what was written
         * @return the colour, or empty if the text is of none of these forms
         */
        public static Optional<ChatColor> parse(String text) {
            String digits = text.startsWith("#") ? text.substring(1) : text;
            if (digits.length() != DIGITS / 2 && digits.length() != DIGITS) {
                return Optional.empty();
            }
            int value = 0;
            for (int i = 0; i < digits.length(); i++) {
                char c = digits.charAt(i);
                int digit = c < 128 ? Character.digit(c, 16) : -1;
                if (digit < 0) {
                    return Optional.empty();
                }
                value = digits.length() == DIGITS ? value << 4 | digit : value << 8 | digit << 4 | digit;
            }
            return Optional.of(new Hex(value));
        }

        @Override
        public String wireName() {
            return '#' + HexFormat.of().toHexDigits(rgb, DIGITS);
        }

        @Override
        public String toString() {
            return wireName();
        }
    }
}
