package dev.chameleonbot.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProcessProbeTest {
    private static final String STATUS = """
        Name:\tjava
        VmHWM:\t  301020 kB
        VmRSS:\t  210344 kB
        Threads:\t43
        """;

    @Test
    void readsNumbersOfTheStatus() {
        assertThat(ProcessProbe.field(STATUS, "VmRSS")).isEqualTo(210_344);
        assertThat(ProcessProbe.field(STATUS, "VmHWM")).isEqualTo(301_020);
        assertThat(ProcessProbe.field(STATUS, "Threads")).isEqualTo(43);
        assertThatIllegalArgumentException().isThrownBy(() -> ProcessProbe.field(STATUS, "VmSwap"));
    }

    @Test
    void addsUpTheGenerationsOfTheSerialCollector() {
        assertThat(ProcessProbe.usedHeap("""
            1234:
            DefNew     total 39424K, used 1035K [0x00000000c0000000, 0x00000000c2ac0000, 0x00000000d5550000)
              eden space 35072K,   2% used [0x00000000c0000000, 0x00000000c0102c88, 0x00000000c2240000)
              from space 4352K,   0% used [0x00000000c2240000, 0x00000000c2240000, 0x00000000c2680000)
            Tenured    total 87424K, used 20000K [0x00000000d5550000, 0x00000000daab0000, 0x0000000100000000)
              the  space 87424K,  22% used [0x00000000d5550000, 0x00000000d68d8000, 0x00000000daab0000)
            Metaspace  used 21034K, committed 21504K, reserved 1114112K
              class space    used 2404K, committed 2624K, reserved 1048576K
            """)).isEqualTo(21_035);
    }

    @Test
    void readsTheHeapOfOtherCollectorsToo() {
        assertThat(ProcessProbe.usedHeap(" garbage-first heap   total 131072K, used 40960K [0x0, 0x1)\n"))
                .isEqualTo(40_960);
        assertThat(ProcessProbe.usedHeap(" ZHeap           used 38M, capacity 120M, max capacity 6026M\n"))
                .isEqualTo(38 * 1024);
    }

    @Test
    void whatHasEndedHasNoCpu() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        assertThat(ended.waitFor()).isZero();
        assertThatIOException()
                .isThrownBy(() -> new ProcessProbe(ended.pid(), Path.of("/jdk")).cpu())
                .withMessage("The subject has ended");
    }

    @Test
    void probesThisProcess() throws Exception {
        ProcessProbe self = new ProcessProbe(ProcessHandle.current().pid(), Path.of(System.getProperty("java.home")));
        assertThat(self.threads()).isPositive();
        assertThat(self.residentKilobytes()).isPositive().isLessThanOrEqualTo(self.peakResidentKilobytes());
        assertThat(self.descriptors()).isPositive();
        assertThat(self.cpu()).isPositive();
    }
}
