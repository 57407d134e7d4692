package dev.chameleonbot.simulator.served;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.simulator.fault.Endpoint;
import dev.chameleonbot.simulator.journal.JournalEntry;
import dev.chameleonbot.simulator.journal.JournalEntry.Kind;
import dev.chameleonbot.simulator.time.Signal;
import org.junit.jupiter.api.Test;

class EventJournalTest {
    private final EventJournal journal = new EventJournal(2, new Signal());

    @Test
    void keepsTheLatestEntriesAndCountsAll() {
        for (int i = 0; i < 5; i++) {
            journal.write(Kind.CONNECTED, "", "s" + i, 101);
        }
        assertThat(journal.count(Kind.CONNECTED)).isEqualTo(5);
        assertThat(journal.entries()).extracting(JournalEntry::subject).containsExactly("s3", "s4");
        journal.capacity(0);
        journal.write(Kind.CONNECTED, "", "s5", 101);
        assertThat(journal.entries()).isEmpty();
        assertThat(journal.count(Kind.CONNECTED)).isEqualTo(6);
    }

    @Test
    void countsRequestsByEndpointAndStatus() {
        journal.request(Endpoint.COLOR, "a", "PUT /helix/chat/color", 204);
        journal.request(Endpoint.COLOR, "a", "PUT /helix/chat/color", 503);
        assertThat(journal.requests(Endpoint.COLOR)).isEqualTo(2);
        assertThat(journal.requests(Endpoint.COLOR, 503)).isEqualTo(1);
        assertThat(journal.requests(Endpoint.COLOR, 401)).isZero();
        assertThat(journal.entries(Kind.REQUEST, "a")).hasSize(2);
        assertThat(journal.entries(Kind.REQUEST, "b")).isEmpty();
    }
}
