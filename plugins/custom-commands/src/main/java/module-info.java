/**
 * Answers chat commands with texts of the operator's.
 */
module dev.chameleonbot.customcommands {
    requires dev.chameleonbot.plugin.api;

    provides dev.chameleonbot.plugin.api.ChatBehaviour with
            dev.chameleonbot.customcommands.CustomCommands;
}
