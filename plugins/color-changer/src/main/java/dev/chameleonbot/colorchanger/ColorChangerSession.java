package dev.chameleonbot.colorchanger;

import dev.chameleonbot.plugin.api.BehaviourSession;
import dev.chameleonbot.plugin.api.Bot;
import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.plugin.api.ChatMessage;
import dev.chameleonbot.plugin.api.ColorResult;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The color changer at work for one account. */
final class ColorChangerSession implements BehaviourSession {
    private static final Logger log = LoggerFactory.getLogger(ColorChangerSession.class);
    private static final String LAST_COLOR = "last_color";

    private final Bot bot;
    private final String login;
    private final ColorPicker picker;
    private final HexCapability hex;
    private final EnabledSwitch enabled;
    /** The colour that Twitch took last. */
    private @Nullable ChatColor shown;
    /** The colour that was asked for last, whatever has become of it. */
    private @Nullable ChatColor wished;

    ColorChangerSession(Bot bot, ColorPicker picker) {
        this.bot = bot;
        this.login = bot.account().login();
        this.picker = picker;
        this.hex = new HexCapability(bot.account(), bot.memory());
        this.enabled = new EnabledSwitch(bot.settings(), bot.memory());
        this.shown = bot.memory().get(LAST_COLOR).flatMap(ChatColor::parse).orElse(null);
    }

    @Override
    public void onMessage(ChatMessage message) {
        if (!message.own()) {
            return;
        }
        Optional<Command> command = Command.parse(message.text());
        if (command.isPresent()) {
            obey(command.get());
        } else if (enabled.isOn()) {
            Set<Integer> unwanted = lastColors();
            message.shownColor().ifPresent(color -> unwanted.add(color.rgb()));
            wish(hex.available() ? picker.anyColor(unwanted) : picker.preset(unwanted), this::pickPreset);
        }
    }

    private void obey(Command command) {
        switch (command) {
            case Command.Enable enable -> turn(true);
            case Command.Disable disable -> turn(false);
            case Command.Choose(ChatColor color) -> choose(color);
            case Command.Invalid(String argument) ->
                log.info("{}: '{}' is no colour; a preset's name, #rrggbb or #rgb would be one", login, argument);
        }
    }

    private void turn(boolean on) {
        enabled.set(on);
        log.info("{}: the color changer is {}", login, on ? "enabled" : "disabled");
    }

    private void choose(ChatColor color) {
        if (color instanceof ChatColor.Hex && !hex.available()) {
            log.info("{}: {} is not set, presets only: {}", login, color, hex.whyNot());
            return;
        }
        wish(color, () -> ColorPicker.nearestPreset(color));
    }

    private ChatColor pickPreset() {
        return picker.preset(lastColors());
    }

    private Set<Integer> lastColors() {
        Set<Integer> colors = new HashSet<>();
        if (shown != null) {
            colors.add(shown.rgb());
        }
        if (wished != null) {
            colors.add(wished.rgb());
        }
        return colors;
    }

    private void wish(ChatColor color, Fallback fallback) {
        wished = color;
        bot.changeColor(color, result -> done(result, fallback));
    }

    private void done(ColorResult result, Fallback fallback) {
        switch (result) {
            case ColorResult.Changed(ChatColor color) -> changed(color);
            case ColorResult.HexRefused(ChatColor.Hex color) -> hexRefused(color, fallback);
            case ColorResult.Superseded superseded -> {}
            case ColorResult.Limited limited ->
                log.warn("{}: {} was not set, Twitch's limit holds until {}", login, limited.color(), limited.until());
            case ColorResult.Unauthorized unauthorized ->
                log.warn("{}: {} was not set, the account's authorisation is refused", login, unauthorized.color());
            case ColorResult.Failed(ChatColor color, String reason) ->
                log.warn("{}: {} was not set: {}", login, color, reason);
        }
    }

    private void changed(ChatColor color) {
        shown = color;
        bot.memory().put(LAST_COLOR, color.wireName());
        if (color instanceof ChatColor.Hex) {
            hex.accepted();
        }
        log.debug("{}: {}", login, color);
    }

    private void hexRefused(ChatColor color, Fallback fallback) {
        if (hex.refused()) {
            log.warn("{}: Twitch refused two colours other than presets in a row; presets only for a day", login);
        } else {
            log.info("{}: Twitch refused {}, a preset is set in its place", login, color);
        }
        if (color.equals(wished)) {
            wish(fallback.color(), fallback);
        }
        // Otherwise a newer wish is under way already: it answers this message too.
    }

    /** Gives the preset to set where Twitch refuses a wish. */
    @FunctionalInterface
    private interface Fallback {
        ChatColor color();
    }
}
