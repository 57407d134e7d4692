package dev.chameleonbot.host.plugins;

import dev.chameleonbot.plugin.api.SettingsSchema;
import java.util.List;
import java.util.Optional;

/**
 * What an operator does with plugins. Each operation is done as a whole or not at all. Calls block, and fail with a
 * {@link PluginsBusyException} where another one takes too long.
 */
public interface PluginOperations {

    /**
     * The plugins of the folder, loaded or not, and the files in it that should be some, in the order of their ids.
     *
     * @throws PluginLoadException if the folder cannot be read
     */
    List<PluginInfo> list() throws PluginLoadException;

    /**
     * What can be set for a plugin, as its behaviours declare it.
     *
     * @param id the plugin
     * @return the settings; empty if the plugin is not loaded, as only its own code knows them
     */
    Optional<SettingsSchema> settings(String id);

    /**
     * Pins the content of all plugins of the folder as it is now, and of the versions that are kept for a roll-back, in
     * {@code plugins.lock}: from then on a file with another content, or one that is not named there, is not loaded.
     *
     * @return the plugins
     * @throws PluginLoadException if a file cannot be read or written
     */
    List<PluginInfo> pin() throws PluginLoadException;

    /**
     * Puts a jar into the folder, and runs it if the host runs.
     *
     * @param source the file
     * @return what it is
     * @throws PluginLoadException if it is there already or cannot be used; then nothing has changed
     * @throws InterruptedException if the calling thread was interrupted
     */
    PluginInfo install(PluginSource source) throws PluginLoadException, InterruptedException;

    /**
     * Takes another version of an installed plugin, and keeps the one before for {@link #rollback}.
     *
     * @param source the file
     * @return what it is
     * @throws PluginLoadException if it is not installed, or the new one cannot be used; then the one before runs on
     * @throws InterruptedException if the calling thread was interrupted
     */
    PluginInfo update(PluginSource source) throws PluginLoadException, InterruptedException;

    /**
     * Takes the version of a plugin that was there before the last update; that one is kept in its turn.
     *
     * @param id the plugin
     * @return what it is
     * @throws PluginLoadException if there is none, it is not the one that {@code plugins.lock} names, or it cannot be used;
     *     then nothing has changed
     * @throws InterruptedException if the calling thread was interrupted
     */
    PluginInfo rollback(String id) throws PluginLoadException, InterruptedException;

    /**
     * Loads a plugin anew from its file, whether that has changed or not, and with it what depends on it.
     *
     * @param id the plugin
     * @return what it is
     * @throws PluginLoadException if it cannot be used; then the one before runs on
     * @throws InterruptedException if the calling thread was interrupted
     */
    PluginInfo reload(String id) throws PluginLoadException, InterruptedException;

    /**
     * Runs a plugin that was disabled, also after a restart.
     *
     * @param id the plugin
     * @return what it is
     * @throws PluginLoadException if it is not installed or cannot be used; then it stays disabled
     * @throws InterruptedException if the calling thread was interrupted
     */
    PluginInfo enable(String id) throws PluginLoadException, InterruptedException;

    /**
     * Ends a plugin and leaves it ended, also after a restart. When it returns, nothing of it is called any more.
     *
     * @param id the plugin
     * @return what it is
     * @throws PluginLoadException if it is not installed or others depend on it; then nothing has changed
     * @throws InterruptedException if the calling thread was interrupted
     */
    PluginInfo disable(String id) throws PluginLoadException, InterruptedException;

    /**
     * Runs a plugin for one account again, after {@link #disable(String, String)}.
     *
     * @param id the plugin
     * @param account the account's login
     * @return what it is
     * @throws PluginLoadException if there is no such plugin or account, if it cannot work there, or if no host runs
     * @throws InterruptedException if the calling thread was interrupted
     */
    PluginInfo enable(String id, String account) throws PluginLoadException, InterruptedException;

    /**
     * Ends a plugin for one account, also after a restart; for others it goes on. When it returns, nothing of it is called
     * for that account.
     *
     * @param id the plugin
     * @param account the account's login
     * @return what it is
     * @throws PluginLoadException if there is no such plugin or account, or if no host runs
     * @throws InterruptedException if the calling thread was interrupted
     */
    PluginInfo disable(String id, String account) throws PluginLoadException, InterruptedException;

    /**
     * Ends a plugin and removes its file and the earlier version of it.
     *
     * @param id the plugin
     * @return what it was
     * @throws PluginLoadException if it is not installed or others depend on it; then nothing has changed
     * @throws InterruptedException if the calling thread was interrupted
     */
    PluginInfo uninstall(String id) throws PluginLoadException, InterruptedException;
}
