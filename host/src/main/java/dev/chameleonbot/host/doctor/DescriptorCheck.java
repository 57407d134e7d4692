package dev.chameleonbot.host.doctor;

import dev.chameleonbot.host.config.ConfigReport;
import dev.chameleonbot.host.config.HostConfig;
import dev.chameleonbot.host.process.DescriptorLimit;
import dev.chameleonbot.host.text.Counted;
import java.util.List;
import java.util.OptionalLong;

/**
 * Whether a process may open as many files and sockets as the accounts need.
 *
 * @param limit the limit, where the system has one
 */
public record DescriptorCheck(Source<OptionalLong> limit, Source<ConfigReport> config) implements Check {
    @Override
    public String topic() {
        return "descriptors";
    }

    @Override
    public List<Finding> run() throws Exception {
        OptionalLong allowed = limit.get();
        if (allowed.isEmpty()) {
            return List.of(Finding.skipped("This system has no limit of open files that could be seen"));
        }
        int accounts = ConfigCheck.usable(config)
                .map(HostConfig::accounts)
                .orElse(List.of())
                .size();
        long needed = DescriptorLimit.needed(accounts);
        String words = Counted.of(accounts, "account") + " may need " + Counted.number(needed)
                + " file descriptors; the limit is " + Counted.number(allowed.getAsLong());
        Finding finding = DescriptorLimit.isTooLow(allowed.getAsLong(), accounts)
                ? Finding.problem(
                        words,
                        "Raise it: 'ulimit -n " + needed + "' before the start, or LimitNOFILE=" + needed
                                + " in the service's unit.")
                : Finding.fine(words);
        return List.of(finding.with("limit", allowed.getAsLong()).with("needed", needed));
    }
}
