package dev.chameleonbot.benchmarks.hotpath;

/**
 * A {@code channel.chat.message} frame of one chatter, in the real layout and of the usual 1.5 KB. Each text differs in
 * its message id only, as a second one with the same id would be dropped; putting it in costs one copy.
 */
final class SampleFrame {
    private static final String BEFORE_CHATTER = """
        {"metadata":{"message_id":"3i3yYblUQkYBfVEvNVm6MdFJYS0Suj0gHch7cJEssI0=","message_type":"notification",\
        "message_timestamp":"2026-02-01T22:49:57.09607444Z","subscription_type":"channel.chat.message",\
        "subscription_version":"1"},"payload":{"subscription":{"id":"beb2737c-0000-4641-9135-000000000001",\
        "status":"enabled","type":"channel.chat.message","version":"1","condition":{"broadcaster_user_id":"51219542",\
        "user_id":"185321156"},"transport":{"method":"websocket","session_id":"AgoQTestSession0001EgZjZWxsLWE"},\
        "created_at":"2026-02-01T22:49:45.286027766Z","cost":0},"event":{"broadcaster_user_id":"51219542",\
        "broadcaster_user_login":"somestreamer","broadcaster_user_name":"SomeStreamer",\
        "source_broadcaster_user_id":null,"source_broadcaster_user_login":null,"source_broadcaster_user_name":null,\
        "chatter_user_id":\"\
        """;

    private static final String BEFORE_ID = """
        ","chatter_user_login":"chatterone","chatter_user_name":"ChatterOne","message_id":\"\
        """;

    private static final String AFTER_ID = """
        ","source_message_id":null,"is_source_only":null,"message":{"text":"that was close Kappa","fragments":[\
        {"type":"text","text":"that was close ","cheermote":null,"emote":null,"mention":null},{"type":"emote",\
        "text":"Kappa","cheermote":null,"emote":{"id":"25","emote_set_id":"0","owner_id":"0","format":["static"]},\
        "mention":null}]},"color":"#B22222","badges":[{"set_id":"subscriber","id":"0","info":"4"},\
        {"set_id":"premium","id":"1","info":""}],"source_badges":null,"message_type":"text","cheer":null,"reply":null,\
        "channel_points_custom_reward_id":null,"channel_points_animation_id":null}}}\
        """;

    private final String head;

    SampleFrame(String chatterId) {
        this.head = BEFORE_CHATTER + chatterId + BEFORE_ID;
    }

    String text(long number) {
        return head + "3fb6d62d-c9ae-44fd-a760-" + number + AFTER_ID;
    }
}
