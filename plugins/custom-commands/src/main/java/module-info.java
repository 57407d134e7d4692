/** Answers chat commands with the operator's texts. */
module dev.chameleonbot.customcommands {
    requires dev.chameleonbot.plugin.api;

    provides dev.chameleonbot.plugin.api.ChatBehaviour with
            dev.chameleonbot.customcommands.CustomCommands;
}
