/**
 * What a host of behaviours keeps the promises of the plugin API with: commands, services, events, metrics. The engine and
 * the testkit both use it, so that what works in a test works in a host. Not for plugins, and not stable.
 */
@NullMarked
package dev.chameleonbot.plugin.api.host;

import org.jspecify.annotations.NullMarked;
