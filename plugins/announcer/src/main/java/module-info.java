/**
 * Says texts of the operator's from time to time, while a chat is busy.
 */
module dev.chameleonbot.announcer {
    requires dev.chameleonbot.plugin.api;

    provides dev.chameleonbot.plugin.api.ChatBehaviour with
            dev.chameleonbot.announcer.Announcer;
}
