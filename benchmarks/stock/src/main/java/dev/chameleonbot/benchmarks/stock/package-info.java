/** The color changer as one would write it on twitch4j after its documentation: what Chameleon is compared with. */
@NullMarked
package dev.chameleonbot.benchmarks.stock;

import org.jspecify.annotations.NullMarked;
