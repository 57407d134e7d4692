/** The color changer: each time an account writes in chat, the colour of its name changes. */
module dev.chameleonbot.colorchanger {
    requires dev.chameleonbot.plugin.api;

    provides dev.chameleonbot.plugin.api.ChatBehaviour with
            dev.chameleonbot.colorchanger.ColorChanger;
}
