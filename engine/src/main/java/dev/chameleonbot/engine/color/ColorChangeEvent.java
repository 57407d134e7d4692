package dev.chameleonbot.engine.color;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/**
 * One colour request in a flight recording, from the frame of the message that led to it to its outcome. Without
 * a recording it costs the look whether there is one.
 */
@Name("dev.chameleonbot.ColorChange")
@Label("Color Change")
@Category("Chameleon")
@Description("A requested colour change, and how long each stage took")
@StackTrace(false)
final class ColorChangeEvent extends Event {
    @Label("Account")
    String account = "";

    @Label("Channel")
    String channel = "";

    @Label("Message Id")
    @Description("Twitch's id of the message; the correlation id of the log")
    String messageId = "";

    @Label("Color")
    String color = "";

    @Label("Outcome")
    String outcome = "";

    @Label("Queued")
    @Description("From the frame to the behaviour")
    @Timespan(Timespan.NANOSECONDS)
    long queued;

    @Label("Decided")
    @Description("From the start of the behaviour's call to its request")
    @Timespan(Timespan.NANOSECONDS)
    long decided;

    @Label("Waited")
    @Description("From the behaviour's request to the last HTTP request for it")
    @Timespan(Timespan.NANOSECONDS)
    long waited;

    @Label("Requested")
    @Description("From the last request to its answer; zero if none was sent")
    @Timespan(Timespan.NANOSECONDS)
    long requested;
}
