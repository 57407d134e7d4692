/**
 * The page in the browser and the interface behind it: the operations of the control socket over HTTP, health and figures.
 * Loaded only where the web is on.
 *
 * <p>A request comes in through {@link dev.chameleonbot.host.web.WebServer}, passes the
 * {@link dev.chameleonbot.host.web.AccessControl}, and is served by the {@link dev.chameleonbot.host.web.Route} that fits.
 */
@NullMarked
package dev.chameleonbot.host.web;

import org.jspecify.annotations.NullMarked;
