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
 * <p>A longer example:
 *
 * {@snippet :
 * BehaviourTestkit kit = BehaviourTestkit.of(new RainbowBehaviour())
 *         .account("someone")
 *         .primeOrTurbo(true)
 *         .setting("enabled", true)
 *         .start();
 *
 * kit.own("hello"); // the account writes: the behaviour requests a colour, and Twitch sets it
 * kit.other("somebody", "hi"); // somebody else writes
 * assertThat(kit.colors()).hasSize(1);
 *
 * kit.holdColors(); // Twitch is slow: one request is in progress, and the latest other one waits
 * kit.own("one");
 * kit.own("two");
 * kit.own("three");
 * kit.answerOne(BehaviourTestkit::presetsOnly);
 *
 * kit.advance(Duration.ofHours(24)); // scheduled tasks run, remembered values expire
 * kit.restart(); // a new session with the same memory
 * }
 *
 * <p>It follows the rules of the {@linkplain dev.chameleonbot.plugin.api plugin API}: calls come one at a time and in
 * order, results never come from inside the call that requested them, the latest colour request wins, and limits apply.
 * Two things differ. The session runs on the test's thread, so the call that causes an exception of the behaviour
 * throws it. And messages are sent as soon as the call that said them returns, whereas Twitch takes its time.
 */
@NullMarked
package dev.chameleonbot.plugin.testkit;

import org.jspecify.annotations.NullMarked;
