/** Tokens: proving who an account is, and keeping its access alive. */
@NullMarked
package dev.chameleonbot.engine.auth;

import org.jspecify.annotations.NullMarked;
