package dev.chameleonbot.benchmarks.floor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/** One OkHttp WebSocket for each account, on virtual threads, and an asynchronous PUT; nothing else. */
public final class FloorBots {
    private static final int STARTED_AT_ONCE = 64;
    private static final int IDLE_CONNECTIONS = 64;

    private FloorBots() {}

    /**
     * Runs until it is killed.
     *
     * @param args the file with the addresses in its first line and one account in each further one
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> lines = Files.readAllLines(Path.of(args[0]));
        String[] twitch = lines.get(0).split("\t", -1);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        OkHttpClient requests = new OkHttpClient.Builder()
                .dispatcher(unlimited(threads))
                .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, 5, TimeUnit.MINUTES))
                .build();
        OkHttpClient sockets = requests.newBuilder()
                .dispatcher(unlimited(threads))
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .readTimeout(0, TimeUnit.SECONDS)
                .build();
        Semaphore starting = new Semaphore(STARTED_AT_ONCE);
        for (String line : lines.subList(1, lines.size())) {
            String[] account = line.split("\t", -1);
            starting.acquire();
            FloorBot bot = new FloorBot(requests, twitch[1], account[0], account[2], twitch[3], starting::release);
            bot.connect(sockets, twitch[0]);
        }
        Thread.currentThread().join();
    }

    private static Dispatcher unlimited(ExecutorService threads) {
        Dispatcher dispatcher = new Dispatcher(threads);
        dispatcher.setMaxRequests(Integer.MAX_VALUE);
        dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
        return dispatcher;
    }
}
