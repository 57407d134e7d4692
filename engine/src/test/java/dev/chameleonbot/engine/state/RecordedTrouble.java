package dev.chameleonbot.engine.state;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what it is told. */
final class RecordedTrouble implements StateTroubleListener {
    /** "set aside", "began" or "ended", and what belongs to it, in order. */
    final List<String> calls = new CopyOnWriteArrayList<>();

    @Override
    public void setAside(String problem, String advice) {
        calls.add("set aside: " + problem + " " + advice);
    }

    @Override
    public void began(String problem, String advice) {
        calls.add("began: " + problem + " " + advice);
    }

    @Override
    public void ended() {
        calls.add("ended");
    }
}
