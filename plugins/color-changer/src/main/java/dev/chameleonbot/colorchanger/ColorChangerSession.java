package dev.chameleonbot.colorchanger;

import dev.chameleonbot.plugin.api.BehaviourSession;
import dev.chameleonbot.plugin.api.Bot;
import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.plugin.api.ChatMessage;
import dev.chameleonbot.plugin.api.ColorResult;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** The color changer at work for one account. */
final class ColorChangerSession implements BehaviourSession {
    private static final Logger log = LoggerFactory.getLogger(ColorChangerSession.class);
    private static final String LAST_COLOR = "last_color";

    private final Bot bot;
    private final String login;
    private final ColorPicker picker;
    private final HexCapability hex;
    private final EnabledSwitch enabled;
    /** The last colour that Twitch set. */
    private @Nullable ChatColor taken;
    /** The last requested colour, with any result. */
    private @Nullable ChatColor requested;
    /** The number of requests, which is also the number of the latest one. */
    private long requests;
    /** The number of the latest request by a command. */
    private long chosen;

    ColorChangerSession(Bot bot, ColorPicker picker) {
        this.bot = bot;
        this.login = bot.account().login();
        this.picker = picker;
        this.hex = new HexCapability(bot.account(), bot.memory());
        this.enabled = new EnabledSwitch(bot.settings(), bot.memory());
        this.taken = bot.memory().get(LAST_COLOR).flatMap(ChatColor::parse).orElse(null);
        showStatus();
    }

    @Override
    public void onMessage(ChatMessage message) {
        if (!message.own()) {
            return;
        }
        Optional<ColorCommand> command = ColorCommand.parse(message.text());
        if (command.isPresent()) {
            obey(command.get());
        } else if (enabled.isOn()) {
            change(message.shownColor());
        }
    }

    private void change(Optional<ChatColor> shown) {
        Set<Integer> used = used(shown);
        ChatColor color = hex.isAvailable() ? picker.anyColor(used) : picker.preset(used);
        request(color, () -> picker.preset(used(shown)));
    }

    private void obey(ColorCommand command) {
        switch (command) {
            case ColorCommand.Enable() -> turn(true);
            case ColorCommand.Disable() -> turn(false);
            case ColorCommand.Choose(ChatColor color) -> choose(color);
            case ColorCommand.Invalid(String argument) ->
                log.info("{}: '{}' is not a colour; write a preset's name, #rrggbb or #rgb after ccc", login, argument);
        }
    }

    private void turn(boolean on) {
        enabled.set(on);
        showStatus();
        log.info("{}: changing colours is {}", login, on ? "enabled" : "disabled");
    }

    private void showStatus() {
        bot.showStatus(enabled.isOn() ? "changing on" : "changing off");
    }

    private void choose(ChatColor color) {
        if (color instanceof ChatColor.Hex && !hex.isAvailable()) {
            log.info("{}: {} is not set, only presets are possible: {}", login, color, hex.whyNot());
            return;
        }
        chosen = requests + 1;
        request(color, () -> ColorPicker.nearestPreset(color));
    }

    /** Requests a colour; if Twitch refuses it because it is not a preset, a preset replaces it. */
    private void request(ChatColor color, Supplier<ChatColor> preset) {
        requested = color;
        long number = ++requests;
        bot.changeColor(color, result -> done(result, number, preset));
    }

    private void done(ColorResult result, long number, Supplier<ChatColor> preset) {
        switch (result) {
            case ColorResult.Changed(ChatColor color) -> changed(color);
            case ColorResult.HexRefused(ChatColor.Hex color) -> refused(color, number, preset);
            case ColorResult.Superseded(ChatColor color) -> log.debug("{}: a newer colour replaced {}", login, color);
            case ColorResult.Limited(ChatColor color, var until) ->
                notSet(color, number, "Twitch accepts no more requests until " + until);
            case ColorResult.Unauthorized(ChatColor color) ->
                notSet(color, number, "the account's authorisation is refused");
            case ColorResult.Failed(ChatColor color, String reason) -> notSet(color, number, reason);
        }
    }

    /** The engine warns once. The extra line is for the user who requested this colour with a command. */
    private void notSet(ChatColor color, long number, String reason) {
        log.atLevel(number == chosen ? Level.INFO : Level.DEBUG).log("{}: {} is not set: {}", login, color, reason);
    }

    private void changed(ChatColor color) {
        taken = color;
        bot.memory().put(LAST_COLOR, color.wireName());
        if (color instanceof ChatColor.Hex) {
            hex.accepted();
        }
        log.debug("{}: the colour is {}", login, color);
    }

    private void refused(ChatColor color, long number, Supplier<ChatColor> preset) {
        if (hex.refused()) {
            log.warn("{}: Twitch has refused two hex colours in a row; presets only for a day", login);
        }
        if (number < requests) {
            log.info("{}: Twitch refused the hex colour {}; a newer colour follows", login, color);
            return;
        }
        ChatColor replacement = preset.get();
        log.info("{}: Twitch refused the hex colour {}; {} replaces it", login, color, replacement);
        request(replacement, preset);
    }

    /** The colours not to pick, because they would not look like a change. */
    private Set<Integer> used(Optional<ChatColor> shown) {
        Set<Integer> used = new HashSet<>();
        shown.map(ChatColor::rgb).ifPresent(used::add);
        Optional.ofNullable(taken).map(ChatColor::rgb).ifPresent(used::add);
        Optional.ofNullable(requested).map(ChatColor::rgb).ifPresent(used::add);
        return used;
    }
}
