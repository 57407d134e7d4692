package dev.chameleonbot.simulator;

/**
 * Something that was said.
 *
 * @param messageId the id of the message in the channel where it was said
 * @param login who said it
 * @param channelLogin where
 * @param text what
 * @param receivers how many subscriptions it was put into the queue of
 * @param ownReceivers how many of these are the chatter's own; with 0 the message is undeliverable and owes no change
 */
public record ChatLine(
        String messageId, String login, String channelLogin, String text, int receivers, int ownReceivers) {}
