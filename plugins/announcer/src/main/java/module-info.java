/** Posts the operator's texts at intervals, while a chat is busy. */
module dev.chameleonbot.announcer {
    requires dev.chameleonbot.plugin.api;

    provides dev.chameleonbot.plugin.api.ChatBehaviour with
            dev.chameleonbot.announcer.Announcer;
}
