/** What {@code chameleon doctor} looks at: one check a topic, of which none can stop another. */
@NullMarked
package dev.chameleonbot.host.doctor;

import org.jspecify.annotations.NullMarked;
