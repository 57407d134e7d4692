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
 * The declaration of a chat command: its names, its arguments, who may use it, and how often. Immutable; each method
 * that changes something returns a new command.
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
    /** The prefix of a command in a message. */
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
     * A command without arguments that everyone may use, without a cooldown.
     *
     * @param name its name without {@link #PREFIX}; 1 to 50 characters without blanks, in any case
     * @return the command
     * @throws IllegalArgumentException if the name is invalid
     */
    public static Command named(String name) {
        return new Command(checked(name), Set.of(), List.of(), Permission.EVERYONE, Duration.ZERO);
    }

    /**
     * Adds another name.
     *
     * @param alias as for {@link #named}
     * @return the command with the alias
     * @throws IllegalArgumentException if the alias is invalid, or this command already has it
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
     * Sets the arguments. Further words in a call are ignored.
     *
     * @param taken the arguments in order: required ones first, a {@link Argument.Kind#REST} only at the end
     * @return the command with these arguments
     * @throws IllegalArgumentException if they violate that order, or two have the same name
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
     * @param allowed {@link Permission#EVERYONE} by default; for {@link Permission#ACCOUNT}, the engine reads no
     *     messages of others
     * @return the command with this permission
     */
    public Command allow(Permission allowed) {
        return new Command(name, aliases, arguments, Objects.requireNonNull(allowed, "allowed"), cooldown);
    }

    /**
     * Sets how long the command is refused after a call, in the channel of that call.
     *
     * @param rest not negative; zero by default, limited to a hundred years
     * @return the command with this cooldown
     * @throws IllegalArgumentException if it is negative
     */
    public Command cooldown(Duration rest) {
        if (rest.isNegative()) {
            throw new IllegalArgumentException("A command cannot rest for " + rest);
        }
        return new Command(name, aliases, arguments, permission, rest);
    }

    /** Its name, in lower case. */
    public String name() {
        return name;
    }

    /** Its name and all its aliases, in lower case. */
    public Set<String> names() {
        return Stream.concat(Stream.of(name), aliases.stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** Its arguments, in order. */
    public List<Argument> arguments() {
        return arguments;
    }

    /** Who may use it. */
    public Permission permission() {
        return permission;
    }

    /** How long the command is refused after a call. */
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
