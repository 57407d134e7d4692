package dev.chameleonbot.host.web;

import java.time.Instant;
import java.util.Optional;

/**
 * Somebody who is known.
 *
 * @param who {@code local}, {@code password}, or a token's name
 * @param session the session, where a cookie tells who it is; empty for a bearer token
 */
record Visitor(String who, Role role, Optional<Session> session) {

    record Session(String id, Instant expiresAt) {
        @Override
        public String toString() {
            return "Session until " + expiresAt;
        }
    }
}
