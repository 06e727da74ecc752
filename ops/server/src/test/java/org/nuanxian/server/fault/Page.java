package org.nuanxian.server.fault;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * A page as the contract asks of it: it comes back by itself, at the next of its addresses; it asks
 * whether the line lives; it repeats each frame with its id until it is answered; and it remembers
 * whatever it saw that the contract forbids. All state is guarded by {@code this}.
 */
abstract class Page implements AutoCloseable {
  static final Duration ANSWER_MAX = Duration.ofSeconds(5);
  static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1) // a page through a proxy has an Origin and a Host
          .connectTimeout(ANSWER_MAX)
          .build();

  private static final ScheduledExecutorService CLOCK =
      Executors.newScheduledThreadPool(
          1, Thread.ofPlatform().daemon().name("pages-clock").factory());
  private static final long BEAT_MILLIS = 300;
  private static final long RETRY_MILLIS = 150;
  private static final long DEAD_NANOS = Duration.ofSeconds(3).toNanos(); // no pong for so long
  private static final long REPEAT_NANOS = Duration.ofSeconds(4).toNanos(); // on an open line
  private static final long GIVEN_UP_NANOS = Duration.ofMinutes(1).toNanos();
  private static final long PASSING_MILLIS = 200; // rest after an error that passes
  private static final int TRACED = 40;
  private static final Set<String> PASSING = Set.of("unavailable", "too-fast");
  private static final int DISPLACED = 4409;
  private static final Set<Integer> FINAL = Set.of(4400, 4401, DISPLACED, 4413);

  private final String name;
  private final List<URI> bases;

  /** Counts sockets; what an older one still says is not heard. */
  private int generation;

  /** Which of the addresses is the present one; the next attempt goes to the next. */
  private int turn = -1;

  private Optional<WebSocket> socket = Optional.empty();

  /** When it last gave up a socket that no server had closed. */
  private Optional<Long> givenUp = Optional.empty();

  /** Frames leave one after the other, as the socket wants it. */
  private CompletableFuture<?> sending = CompletableFuture.completedFuture(null);

  private boolean greeted;
  private boolean closed;
  private Optional<Integer> ending = Optional.empty();
  private long heardAt;

  private final Map<String, Asked> asked = new LinkedHashMap<>();
  private final Map<String, JsonObject> answers = new HashMap<>();
  private final List<String> faults = new ArrayList<>();

  /** The last frames, to understand a fault by. */
  private final Deque<String> trace = new ArrayDeque<>();

  private final List<Integer> closings = new ArrayList<>();
  private int restarts;

  private static final class Asked {
    private final JsonObject frame;
    private long sentAt;

    Asked(JsonObject frame) {
      this.frame = frame;
    }
  }

  Page(String name, List<URI> bases) {
    this.name = name;
    this.bases = List.copyOf(bases);
    later(this::beat, BEAT_MILLIS);
  }

  /** Begins a handshake. */
  abstract CompletableFuture<WebSocket> open(URI base, WebSocket.Listener listener);

  /** A frame that is neither an answer nor a pong. */
  abstract void hear(JsonObject frame);

  /** An answer that was not heard before; an {@code error} among them is final. */
  abstract void answered(JsonObject asked, JsonObject answer);

  /** The socket is gone. */
  abstract void down();

  /** Where this page is at the moment, or will try next. */
  final synchronized URI base() {
    return bases.get(Math.max(0, turn) % bases.size());
  }

  final synchronized void connect() {
    if (closed || ending.isPresent()) {
      return;
    }
    int mine = ++generation;
    turn++;
    open(base(), new Ear(mine))
        .orTimeout(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(failure -> {
          refused(mine, failure);
          return null;
        });
  }

  private synchronized void opened(int mine, WebSocket opened) {
    if (mine != generation || closed) {
      opened.abort();
      return;
    }
    socket = Optional.of(opened);
    sending = CompletableFuture.completedFuture(null);
    heardAt = System.nanoTime();
  }

  private synchronized void refused(int mine, Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    if (mine == generation
        && cause instanceof WebSocketHandshakeException shake
        && shake.getResponse().statusCode() == 401) {
      ending = Optional.of(401);
    }
    lost(mine, -1);
  }

  private synchronized void lost(int mine, int code) {
    if (mine != generation || closed) {
      return;
    }
    generation++; // nothing of this socket is heard any more
    // What displaced it may be the socket that it gave up: it comes back, once.
    boolean byItself =
        code == DISPLACED
            && givenUp.filter(at -> System.nanoTime() - at < GIVEN_UP_NANOS).isPresent();
    givenUp = code < 0 ? Optional.of(System.nanoTime()) : givenUp.filter(at -> !byItself);
    if (socket.isPresent()) {
      closings.add(byItself ? -1 : code);
    }
    socket = Optional.empty();
    greeted = false;
    down();
    if (FINAL.contains(code) && !byItself) {
      ending = Optional.of(code);
    }
    later(this::connect, RETRY_MILLIS + ThreadLocalRandom.current().nextLong(RETRY_MILLIS));
  }

  private static void later(Runnable what, long millis) {
    var unused = CLOCK.schedule(what, millis, TimeUnit.MILLISECONDS);
  }

  /** The server knows who this is: what waits for an answer is sent again. */
  final synchronized void greeted() {
    greeted = true;
    List.copyOf(asked.values()).forEach(this::put);
  }

  /** Sends a frame with a fresh id until it is answered; the id. */
  final synchronized String ask(JsonObject frame) {
    String id = frame.getString("id", UUID.randomUUID().toString());
    Asked waiting = new Asked(frame.put("id", id));
    asked.put(id, waiting);
    put(waiting);
    return id;
  }

  /** A frame is not repeated any more. */
  final synchronized void forget(String id) {
    asked.remove(id);
  }

  private synchronized void put(Asked waiting) {
    if (greeted && asked.get(waiting.frame.getString("id")) == waiting) {
      waiting.sentAt = System.nanoTime();
      send(waiting.frame);
    }
  }

  private void trace(String line) {
    if (!line.contains("ping") && !line.contains("pong")) {
      trace.add(generation + line);
      if (trace.size() > TRACED) {
        trace.poll();
      }
    }
  }

  private synchronized void send(JsonObject frame) {
    trace("> " + frame.encode());
    socket.ifPresent(here ->
        sending =
            sending
                .thenCompose(before -> here.sendText(frame.encode(), true))
                .<WebSocket>handle((sent, failure) -> sent)); // a broken socket tells its ear
  }

  private synchronized void beat() {
    if (closed) {
      return;
    }
    try {
      long now = System.nanoTime();
      if (socket.isPresent() && now - heardAt > DEAD_NANOS) {
        socket.get().abort();
        lost(generation, -2);
      } else if (socket.isPresent()) {
        send(new JsonObject().put("type", "ping"));
        for (Asked waiting : List.copyOf(asked.values())) {
          if (greeted && now - waiting.sentAt > REPEAT_NANOS) {
            put(waiting);
          }
        }
      }
    } finally {
      later(this::beat, BEAT_MILLIS);
    }
  }

  private synchronized void heard(int mine, String text) {
    if (mine != generation) {
      return;
    }
    heardAt = System.nanoTime();
    JsonObject frame = new JsonObject(text);
    trace("< " + text);
    switch (frame.getString("type")) {
      case "pong" -> {}
      case "restart" -> restarts++;
      case "ack", "error" -> answer(frame);
      default -> hear(frame);
    }
  }

  private void answer(JsonObject answer) {
    String id = answer.getString("id", "");
    Asked waiting = asked.get(id);
    if (answer.getString("type").equals("error") && PASSING.contains(answer.getString("code"))) {
      if (waiting != null) {
        later(() -> put(waiting), PASSING_MILLIS);
      }
      return;
    }
    JsonObject before = answers.putIfAbsent(id, answer);
    if (before != null && !before.getString("type").equals(answer.getString("type"))) {
      fault("answered differently: " + before + " then " + answer);
    }
    if (waiting != null) {
      asked.remove(id);
      answered(waiting.frame, answer);
    }
  }

  /** Remembers what must not happen. */
  final synchronized void fault(String what) {
    faults.add(name + ": " + what + ", after " + String.join("\n", trace));
  }

  /**
   * True if it is so.
   *
   * @throws IllegalStateException with what this page saw last, to be read when a wait is given up
   */
  final synchronized boolean orElseTell(boolean so) {
    if (so) {
      return true;
    }
    throw new IllegalStateException(
        name
            + (greeted ? " is here, " : " is not here, ")
            + "closed by "
            + closings
            + ending
            + ", after "
            + String.join("\n", trace));
  }

  /** What happened that must not happen. */
  final synchronized List<String> faults() {
    return List.copyOf(faults);
  }

  /** The answer to a frame, once there is one. */
  final synchronized Optional<JsonObject> answerTo(String id) {
    return Optional.ofNullable(answers.get(id));
  }

  /** Whether every frame was answered. */
  final synchronized boolean allAnswered() {
    return asked.isEmpty();
  }

  /** Codes with which open sockets ended; below 0 when nobody said one. */
  final synchronized List<Integer> closings() {
    return List.copyOf(closings);
  }

  /** The code after which it does not come back. */
  final synchronized Optional<Integer> ending() {
    return ending;
  }

  final synchronized int restarts() {
    return restarts;
  }

  /** Whether the line is open and the server knows who this is. */
  final synchronized boolean here() {
    return greeted && socket.isPresent();
  }

  /** Drops the connection without a word and comes back. */
  final synchronized void drop() {
    socket.ifPresent(WebSocket::abort);
    lost(generation, -3);
  }

  /** Gone without a word, for good: the browser was killed. */
  final synchronized void vanish() {
    closed = true;
    socket.ifPresent(WebSocket::abort);
  }

  @Override
  public void close() {
    vanish();
  }

  @Override
  public String toString() {
    return name;
  }

  /** Hears one socket. */
  private final class Ear implements WebSocket.Listener {
    private static final CompletableFuture<Void> HEARD = CompletableFuture.completedFuture(null);

    private final int mine;
    private final StringBuilder text = new StringBuilder();

    Ear(int mine) {
      this.mine = mine;
    }

    @Override
    public void onOpen(WebSocket opening) {
      opened(mine, opening);
      opening.request(1);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        String whole = text.toString();
        text.setLength(0);
        heard(mine, whole);
      }
      from.request(1);
      return HEARD;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      lost(mine, code);
      return HEARD;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      lost(mine, -1);
    }
  }
}
