/**
 * The demo as a plugin author's workshop: builds a plugin's project whenever its sources change, exchanges the plugin in
 * the running demo, and lets the author chat.
 */
@NullMarked
package dev.chameleonbot.host.demo.dev;

import org.jspecify.annotations.NullMarked;
