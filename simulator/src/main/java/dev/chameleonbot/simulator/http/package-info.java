/** A small HTTP/1.1 server on virtual threads that can also fall silent, drop a connection and hand it over. */
@NullMarked
package dev.chameleonbot.simulator.http;

import org.jspecify.annotations.NullMarked;
