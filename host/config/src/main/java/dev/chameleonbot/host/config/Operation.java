package dev.chameleonbot.host.config;

/** Something to be done, which may be refused. */
@FunctionalInterface
public interface Operation<T> {
    /** Does it; may block. */
    T run() throws OperationException;
}
