package org.nuanxian.server.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nuanxian.server.testing.Await;
import org.nuanxian.server.testing.Installation;

/** Hears every command that Redis runs, those of scripts among them, one line each. */
final class Monitor implements AutoCloseable {
  private static final Pattern TAG = Pattern.compile("\"\\{([^}]*)\\}:");

  /** The first word of a command, and whether a script runs it. */
  private static final Pattern COMMAND = Pattern.compile("\\[\\d+ (\\S+)] \"([^\"]+)\"(.*)");

  /** Commands that name no key, or a channel and not a key. */
  private static final Set<String> KEYLESS =
      Set.of(
          "PING",
          "INFO",
          "ROLE",
          "HELLO",
          "TIME",
          "AUTH",
          "CLIENT",
          "PUBLISH",
          "SUBSCRIBE",
          "UNSUBSCRIBE",
          "SCRIPT",
          "SELECT",
          "QUIT");

  private final Socket socket;

  /** What was heard; guarded by itself. */
  private final List<String> heard = new ArrayList<>();

  /** Nothing more is heard. */
  private volatile boolean ended;

  private Monitor(Socket socket) {
    this.socket = socket;
  }

  static Monitor of(Installation installation) throws IOException {
    Socket socket = installation.redisSocket();
    Monitor monitor = new Monitor(socket);
    socket.getOutputStream().write("MONITOR\r\n".getBytes(StandardCharsets.US_ASCII));
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    Thread.ofVirtual().start(() -> monitor.hear(lines));
    Await.until("Redis tells", () -> monitor.heardSome());
    return monitor;
  }

  private void hear(BufferedReader lines) {
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        synchronized (heard) {
          heard.add(line);
        }
      }
    } catch (IOException e) {
      ended = true; // by close
    }
  }

  private boolean heardSome() {
    synchronized (heard) {
      return heard.size() > 1; // the first is the answer to MONITOR
    }
  }

  /**
   * Every command names keys of one city only, and so does everything that its script runs.
   *
   * @param cities all of which must have been heard of
   */
  void checkEachTouchesOneCity(String... cities) {
    assertFalse(ended, "everything was heard");
    Set<String> met = new TreeSet<>();
    Set<String> ofScript = new TreeSet<>();
    int scripts = 0;
    for (String line : lines()) {
      Matcher command = COMMAND.matcher(line);
      if (!command.find()) {
        continue; // the answer to MONITOR
      }
      String name = command.group(2).toUpperCase(Locale.ROOT);
      Set<String> tags = tags(command.group(3));
      if (!command.group(1).equals("lua")) {
        ofScript.clear(); // a script's own commands follow it, and nobody else's come between
        scripts += name.startsWith("EVAL") ? 1 : 0;
      }
      if (!KEYLESS.contains(name)) {
        assertEquals(1, tags.size(), line);
        ofScript.addAll(tags);
        assertEquals(1, ofScript.size(), line);
        met.addAll(tags);
      }
    }
    assertEquals(new TreeSet<>(Set.of(cities)), met);
    assertTrue(scripts > 0, "scripts were heard");
  }

  private List<String> lines() {
    synchronized (heard) {
      return List.copyOf(heard);
    }
  }

  private static Set<String> tags(String arguments) {
    Set<String> tags = new TreeSet<>();
    Matcher tag = TAG.matcher(arguments);
    while (tag.find()) {
      tags.add(tag.group(1));
    }
    return tags;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
