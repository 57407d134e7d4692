package dev.chameleonbot.plugin.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;

/**
 * A chat command as it is declared: what it is called, what it takes, and who may use it how often. Immutable; each method
 * that changes something gives another one.
 *
 * {@snippet :
 * Command shoutout = Command.named("so")
 *         .alias("shoutout")
 *         .takes(Argument.word("channel"), Argument.rest("why").optional())
 *         .allow(Permission.MODERATOR)
 *         .cooldown(Duration.ofSeconds(30));
 * }
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Command {
    /** What a message begins with that calls a command. */
    public static final String PREFIX = "!";

    private static final int LONGEST_NAME = 50;

    private final String name;
    private final Set<String> aliases;
    private final List<Argument> arguments;
    private final Permission permission;
    private final Duration cooldown;

    private Command(
            String name, Set<String> aliases, List<Argument> arguments, Permission permission, Duration cooldown) {
        this.name = name;
        this.aliases = Set.copyOf(aliases);
        this.arguments = List.copyOf(arguments);
        this.permission = permission;
        this.cooldown = cooldown;
    }

    /**
     * A command that takes nothing and that everyone may use, as often as they like.
     *
     * @param name what it is called, without {@link #PREFIX}; 1 to 50 characters without blanks, in any case
     * @return the command
     * @throws IllegalArgumentException if the name is none
     */
    public static Command named(String name) {
        return new Command(checked(name), Set.of(), List.of(), Permission.EVERYONE, Duration.ZERO);
    }

    /**
     * Adds another name.
     *
     * @param alias as for {@link #named}
     * @return the command with it
     * @throws IllegalArgumentException if the name is none, or this command has it already
     */
    public Command alias(String alias) {
        String other = checked(alias);
        if (names().contains(other)) {
            throw new IllegalArgumentException(this + " is called '" + other + "' already");
        }
        Set<String> more = new HashSet<>(aliases);
        more.add(other);
        return new Command(name, more, arguments, permission, cooldown);
    }

    /**
     * Sets what it takes. Words beyond that are ignored.
     *
     * @param taken the arguments in their order: required ones first, and a {@link Argument.Kind#REST} only as the last
     * @return the command that takes them
     * @throws IllegalArgumentException if they do not follow that order, or two have one name
     */
    public Command takes(Argument... taken) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < taken.length; i++) {
            boolean last = i == taken.length - 1;
            if (!names.add(taken[i].name())) {
                throw new IllegalArgumentException("Two arguments are called '" + taken[i].name() + "'");
            }
            if (taken[i].kind() == Argument.Kind.REST && !last) {
                throw new IllegalArgumentException(taken[i] + " takes all that follows, so nothing can come after it");
            }
            if (!taken[i].required() && !last && taken[i + 1].required()) {
                throw new IllegalArgumentException(taken[i] + " may be missing, so " + taken[i + 1] + " may be too");
            }
        }
        return new Command(name, aliases, List.of(taken), permission, cooldown);
    }

    /**
     * Sets who may use it.
     *
     * @param allowed everyone unless set; with {@link Permission#ACCOUNT}, nobody else's messages are read for it
     * @return the command that only those may use
     */
    public Command allow(Permission allowed) {
        return new Command(name, aliases, arguments, Objects.requireNonNull(allowed, "allowed"), cooldown);
    }

    /**
     * Sets how long it rests after a call, in the channel of that call.
     *
     * @param rest not negative; zero unless set. More than a hundred years is taken for that
     * @return the command with it
     * @throws IllegalArgumentException if it is negative
     */
    public Command cooldown(Duration rest) {
        if (rest.isNegative()) {
            throw new IllegalArgumentException("A command cannot rest for " + rest);
        }
        return new Command(name, aliases, arguments, permission, rest);
    }

    /** What it is called, in lower case. */
    public String name() {
        return name;
    }

    /** Its name and all its aliases, in lower case. */
    public Set<String> names() {
        return Stream.concat(Stream.of(name), aliases.stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** What it takes, in that order. */
    public List<Argument> arguments() {
        return arguments;
    }

    /** Who may use it. */
    public Permission permission() {
        return permission;
    }

    /** How long it rests after a call. */
    public Duration cooldown() {
        return cooldown;
    }

    /** How to call it, such as {@code !so <channel> [why…]}. */
    public String usage() {
        List<String> words = new ArrayList<>();
        words.add(PREFIX + name);
        arguments.forEach(argument -> words.add(argument.toString()));
        return String.join(" ", words);
    }

    @Override
    public String toString() {
        return usage();
    }

    private static String checked(String name) {
        boolean usable = !name.isEmpty()
                && name.codePointCount(0, name.length()) <= LONGEST_NAME
                && !name.startsWith(PREFIX)
                && name.codePoints()
                        .noneMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c) || !isVisible(c));
        if (!usable) {
            throw new IllegalArgumentException("A command's name has 1 to " + LONGEST_NAME
                    + " characters without blanks, and does not begin with " + PREFIX);
        }
        return name.toLowerCase(Locale.ROOT);
    }

    private static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
