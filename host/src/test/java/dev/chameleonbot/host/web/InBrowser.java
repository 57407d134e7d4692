package dev.chameleonbot.host.web;

import static org.assertj.core.api.Assertions.fail;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Tests that get a {@link Browser}, one after the other: there is one for all of them, and each finds it as if nobody had
 * used it. Where none is installed they are skipped, and fail where {@code CI=true}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(InBrowser.Provider.class)
@Execution(ExecutionMode.SAME_THREAD)
@interface InBrowser {
    /** Keeps the browser for all classes of a run. */
    final class Provider implements BeforeAllCallback, BeforeEachCallback, ParameterResolver {
        private static final String MISSING = "There is no Chromium with its driver on the path, so the page was not"
                + " tested: install them, on Debian with 'apt-get install chromium chromium-driver'";

        private record Kept(Optional<Browser> browser) implements AutoCloseable {
            @Override
            public void close() {
                browser.ifPresent(Browser::close);
            }
        }

        @Override
        public void beforeAll(ExtensionContext context) {
            if (kept(context).isEmpty()) {
                if (Boolean.parseBoolean(System.getenv("CI"))) {
                    fail(MISSING);
                }
                Assumptions.abort(MISSING);
            }
        }

        @Override
        public void beforeEach(ExtensionContext context) {
            kept(context).orElseThrow().forget();
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Browser.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return kept(context).orElseThrow();
        }

        private static Optional<Browser> kept(ExtensionContext context) {
            return context.getRoot()
                    .getStore(Namespace.create(InBrowser.class))
                    .computeIfAbsent("browser", key -> new Kept(Browser.start()), Kept.class)
                    .browser();
        }
    }
}
