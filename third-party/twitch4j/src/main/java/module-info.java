/**
 * twitch4j and Feign as one module, unchanged otherwise.
 *
 * <p>Apart they cannot be modules: twitch4j-common and twitch4j-util share packages, and Feign, which calls the default
 * methods of twitch4j's interfaces, does not read twitch4j. It is open because Jackson and Feign reach into it by
 * reflection. Decision 0002 says more.
 */
@SuppressWarnings("NotJavadoc") // Error Prone takes the comment of an open module for a stray one
open module twitch4j {
    requires transitive cache.api;
    requires transitive cache.core;
    requires transitive com.fasterxml.jackson.databind;
    requires transitive credentialmanager;
    requires transitive events4j.api;
    requires transitive events4j.core;
    requires transitive hystrix.core;
    requires transitive io.github.bucket4j.core;
    requires transitive okhttp3;
    requires transitive org.slf4j;
    requires transitive rxjava;
    requires com.fasterxml.jackson.datatype.jsr310;
    requires com.github.benmanes.caffeine;
    requires events4j.handler.simple;
    requires java.desktop;
    requires java.logging;
    requires java.net.http;
    requires kotlin.stdlib;
    requires org.apache.commons.io;
    requires org.apache.commons.lang3;
    requires org.jetbrains.annotations;

    exports com.github.twitch4j.auth;
    exports com.github.twitch4j.auth.domain;
    exports com.github.twitch4j.auth.providers;
    exports com.github.twitch4j.client.websocket;
    exports com.github.twitch4j.client.websocket.domain;
    exports com.github.twitch4j.common;
    exports com.github.twitch4j.common.annotation;
    exports com.github.twitch4j.common.config;
    exports com.github.twitch4j.common.enums;
    exports com.github.twitch4j.common.events;
    exports com.github.twitch4j.common.events.channel;
    exports com.github.twitch4j.common.events.domain;
    exports com.github.twitch4j.common.events.user;
    exports com.github.twitch4j.common.exception;
    exports com.github.twitch4j.common.feign;
    exports com.github.twitch4j.common.feign.interceptor;
    exports com.github.twitch4j.common.pool;
    exports com.github.twitch4j.common.util;
    exports com.github.twitch4j.eventsub;
    exports com.github.twitch4j.eventsub.condition;
    exports com.github.twitch4j.eventsub.domain;
    exports com.github.twitch4j.eventsub.domain.chat;
    exports com.github.twitch4j.eventsub.domain.moderation;
    exports com.github.twitch4j.eventsub.events;
    exports com.github.twitch4j.eventsub.events.batched;
    exports com.github.twitch4j.eventsub.socket;
    exports com.github.twitch4j.eventsub.socket.conduit;
    exports com.github.twitch4j.eventsub.socket.conduit.exceptions;
    exports com.github.twitch4j.eventsub.socket.domain;
    exports com.github.twitch4j.eventsub.socket.enums;
    exports com.github.twitch4j.eventsub.socket.events;
    exports com.github.twitch4j.eventsub.subscriptions;
    exports com.github.twitch4j.eventsub.util;
    exports com.github.twitch4j.helix;
    exports com.github.twitch4j.helix.domain;
    exports com.github.twitch4j.helix.interceptor;
    exports com.github.twitch4j.helix.webhooks.domain;
    exports com.github.twitch4j.helix.webhooks.topics;
    exports com.github.twitch4j.util;
    exports feign;
    exports feign.auth;
    exports feign.codec;
    exports feign.hystrix;
    exports feign.jackson;
    exports feign.okhttp;
    exports feign.optionals;
    exports feign.querymap;
    exports feign.slf4j;
    exports feign.stream;
    exports feign.template;
    exports feign.utils;
}
