/**
 * The part of the plugin API's implementation that all hosts share: commands, services, events, metrics and limits. The
 * engine and the testkit both use it, so that what works in a test works in a host, except for timing: the testkit
 * sends a message as soon as the call that said it returns. Not for plugins, and not stable.
 */
@NullMarked
package dev.chameleonbot.plugin.host;

import org.jspecify.annotations.NullMarked;
