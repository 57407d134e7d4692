/**
 * A fake bot, virtual time and a recorder for the unit tests of a behaviour. Five lines run one:
 *
 * {@snippet :
 * BehaviourTestkit kit = BehaviourTestkit.of(new DiceBehaviour()).setting("sides", 6).start();
 * kit.other("viewer", "!roll");
 * assertThat(kit.said()).extracting(Said::text).singleElement().asString().startsWith("viewer rolls a");
 * kit.advance(Duration.ofMinutes(5)); // all tasks, cooldowns and expiries of these minutes, at once
 * kit.other("mod", "!roll 2", "moderator");
 * }
 *
 * <p>And what else there is:
 *
 * {@snippet :
 * BehaviourTestkit kit = BehaviourTestkit.of(new RainbowBehaviour())
 *         .account("someone")
 *         .primeOrTurbo(true)
 *         .setting("enabled", true)
 *         .start();
 *
 * kit.own("hello"); // the account writes: the behaviour wishes for a colour, and Twitch takes it
 * kit.other("somebody", "hi"); // somebody else writes
 * assertThat(kit.colors()).hasSize(1);
 *
 * kit.holdColors(); // Twitch takes its time: the first wish is under way, of the others the latest waits
 * kit.own("one");
 * kit.own("two");
 * kit.own("three");
 * kit.answerOne(BehaviourTestkit::presetsOnly);
 *
 * kit.advance(Duration.ofHours(24)); // what the behaviour has scheduled runs, what it remembers expires
 * kit.restart(); // a new session with the same memory
 * }
 *
 * <p>It keeps the promises of the {@linkplain dev.chameleonbot.plugin.api plugin API}: calls come one at a time and in
 * order, results never from inside the call that asked for them, the latest wish for a colour wins, and who asks for too much
 * is refused. Two things differ: the session runs on the test's own thread, and what a behaviour throws comes out of the call
 * that caused it; and what is said is sent as soon as that call is over, while Twitch takes its time.
 */
@NullMarked
package dev.chameleonbot.plugin.testkit;

import org.jspecify.annotations.NullMarked;
