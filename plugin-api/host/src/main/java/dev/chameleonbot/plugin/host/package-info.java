/**
 * What a host of behaviours keeps the promises of the plugin API with: commands, services, events, metrics, and how
 * much a session may ask for. The engine and the testkit both use it, so that what works in a test works in a host, as far
 * as time does not matter: in the testkit a message is sent as soon as the call that said it is over. Not for plugins, and not stable.
 */
@NullMarked
package dev.chameleonbot.plugin.host;

import org.jspecify.annotations.NullMarked;
