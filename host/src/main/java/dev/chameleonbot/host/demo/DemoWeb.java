package dev.chameleonbot.host.demo;

import dev.chameleonbot.host.accounts.AccountOperations;
import dev.chameleonbot.host.accounts.RunningAccounts;
import dev.chameleonbot.host.config.ConfigReader;
import dev.chameleonbot.host.config.ConfigWatch;
import dev.chameleonbot.host.config.WebConfig;
import dev.chameleonbot.host.control.HostOperations;
import dev.chameleonbot.host.process.StopSignal;
import dev.chameleonbot.host.runtime.BotHost;
import dev.chameleonbot.host.runtime.ConfigReload;
import dev.chameleonbot.host.runtime.Strictness;
import dev.chameleonbot.host.web.DemoChat;
import dev.chameleonbot.host.web.Web;
import dev.chameleonbot.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** The page of a demo, on which anybody can write as its accounts. */
final class DemoWeb {
    private DemoWeb() {}

    /**
     * Opens it, on the usual port if that is free.
     *
     * @param folder the demo's own, with its configuration and state
     * @throws IOException if it cannot listen at all
     */
    static Web open(DemoPlan plan, BotHost host, Simulator twitch, Path folder, StopSignal stop) throws IOException {
        Path config = folder.resolve("config.json");
        ConfigReader reader = new ConfigReader(Map.of());
        InstantSource clock = InstantSource.system();
        ConfigReload reload = new ConfigReload(new ConfigWatch(config, clock), reader, Strictness.LENIENT, host);
        AccountOperations accounts = new AccountOperations(config, reader, new RunningAccounts(host, reload));
        Web web = listen(folder.resolve("state"), config, reader);
        web.run(
                new HostOperations(host, reload, accounts, clock, stop::ask),
                Optional.of(new SimulatedChat(plan, twitch)));
        return web;
    }

    private static Web listen(Path state, Path config, ConfigReader reader) throws IOException {
        try {
            return Web.open(WebConfig.USUAL, state, config, reader);
        } catch (IOException e) { // Most likely another host, or another demo, has the port.
            return Web.open(WebConfig.USUAL.at(WebConfig.USUAL.address(), 0), state, config, reader);
        }
    }

    private record SimulatedChat(DemoPlan plan, Simulator twitch) implements DemoChat {
        @Override
        public SequencedMap<String, List<String>> channels() {
            SequencedMap<String, List<String>> channels = new LinkedHashMap<>();
            List<String> names = plan.accountNames();
            for (int i = 0; i < names.size(); i++) {
                channels.put(names.get(i), plan.channelNames(i));
            }
            return channels;
        }

        @Override
        public void say(String account, String channel, String text) {
            twitch.say(account, channel, text);
        }
    }
}
