/** What those ask who watch over a host: its figures for Prometheus, and whether it is ready. */
@NullMarked
package dev.chameleonbot.host.metrics;

import org.jspecify.annotations.NullMarked;
