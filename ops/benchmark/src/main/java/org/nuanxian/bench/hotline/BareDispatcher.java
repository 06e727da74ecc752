package org.nuanxian.bench.hotline;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/**
 * The floor of the hotline: callers and agents in two queues in memory, over the one websocket that
 * tells events and takes requests. Nothing is written down, nobody waits for an answer of the PBX
 * that is not needed, callers hear neither words nor music.
 */
public final class BareDispatcher {
  private static final String APP = "bare";
  private static final String LEG = "leg-";
  private static final int MISTAKE = 400; // statuses from here on
  private static final int GONE = 404;

  /** Agents who are free, those who have been longest first. */
  private final ArrayDeque<String> free = new ArrayDeque<>();

  private final ArrayDeque<String> waiting = new ArrayDeque<>();

  /** The agent's telephone by caller; there until its leg is over. */
  private final Map<String, String> serving = new HashMap<>();

  private WebSocket socket;
  private int asked;

  /** Serves until it is ended. */
  public static void main(String[] arguments) {
    new BareDispatcher().start();
  }

  private void start() {
    for (String agent : System.getenv("BENCH_AGENTS").split(",", -1)) {
      free.add(agent);
    }
    URI ari = URI.create(System.getenv("BENCH_ARI"));
    Vertx vertx =
        Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
    WebSocketConnectOptions options =
        new WebSocketConnectOptions()
            .setHost(ari.getHost())
            .setPort(ari.getPort())
            .setURI("/ari/events?app=" + APP + "&api_key=" + System.getenv("BENCH_LOGIN"));
    vertx
        .createWebSocketClient()
        .connect(options)
        .onSuccess(open -> {
          socket = open;
          open.textMessageHandler(text -> hear(new JsonObject(text)));
          System.out.println("ready " + ari.getPort());
        })
        .onFailure(failure -> {
          System.err.println("The floor cannot reach the PBX: " + failure);
          Runtime.getRuntime().halt(1);
        });
  }

  private void hear(JsonObject event) {
    switch (event.getString("type")) {
      case "StasisStart" -> {
        String channel = channel(event);
        if (channel.startsWith(LEG)) {
          String caller = channel.substring(LEG.length());
          ask("POST", "bridges/" + caller + "/addChannel?channel=" + caller + "," + channel);
        } else {
          ask("POST", "channels/" + channel + "/answer");
          waiting.add(channel);
          serve();
        }
      }
      case "StasisEnd" -> {
        String channel = channel(event);
        if (!channel.startsWith(LEG)) {
          left(channel);
        }
      }
      case "ChannelDestroyed" -> {
        String channel = channel(event);
        if (channel.startsWith(LEG)) {
          free.add(serving.remove(channel.substring(LEG.length())));
          serve();
        }
      }
      case "RESTResponse" -> {
        int status = event.getInteger("status_code");
        if (status >= MISTAKE && status != GONE) {
          System.err.println("The floor was answered " + event.encode());
        }
      }
      default -> {
        // Nothing else matters to who talks with whom.
      }
    }
  }

  private static String channel(JsonObject event) {
    return event.getJsonObject("channel").getString("id");
  }

  private void serve() {
    if (free.isEmpty() || waiting.isEmpty()) {
      return;
    }
    String agent = free.poll();
    String caller = waiting.poll();
    serving.put(caller, agent);
    ask(
        "POST",
        "channels/"
            + LEG
            + caller
            + "?endpoint=PJSIP%2F"
            + agent
            + "&app="
            + APP
            + "&appArgs=leg&formats=ulaw&timeout=15");
    ask("POST", "bridges/" + caller + "?type=mixing");
  }

  private void left(String caller) {
    waiting.remove(caller);
    if (serving.containsKey(caller)) {
      ask("DELETE", "channels/" + LEG + caller);
      ask("DELETE", "bridges/" + caller);
    }
  }

  private void ask(String method, String uri) {
    socket.writeTextMessage(
        new JsonObject()
            .put("type", "RESTRequest")
            .put("request_id", Integer.toString(asked++))
            .put("method", method)
            .put("uri", uri)
            .encode());
  }
}
