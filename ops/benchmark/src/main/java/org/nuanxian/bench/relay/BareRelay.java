package org.nuanxian.bench.relay;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The floor of the relay: the same sockets and a group commit, and nothing else. No accounts, no
 * JSON, no encryption, no order kept, no holder checked; one loop, one batch in flight, a batch is
 * what came meanwhile.
 */
public final class BareRelay extends AbstractVerticle {
  private static final int BATCH_MAX = 256; // as the product
  private static final int PIPELINED = 16;
  private static final String INSERT =
      "INSERT INTO bare (pair, body) SELECT * FROM unnest($1::int[], $2::text[])";

  private record Message(ServerWebSocket sender, String path, String number, String frame) {}

  private final Map<String, ServerWebSocket> sockets = new HashMap<>();
  private final ArrayDeque<Message> queue = new ArrayDeque<>();
  private PgConnection connection;
  private boolean inFlight;

  /** Listens on a port of the system's choice; PostgreSQL is named by environment. */
  public static void main(String[] arguments) {
    Vertx vertx =
        Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
    vertx.deployVerticle(new BareRelay()).await();
  }

  @Override
  public void start(io.vertx.core.Promise<Void> started) {
    PgConnectOptions options =
        PgConnectOptions.fromUri(System.getenv("BENCH_POSTGRES"))
            .setPassword(System.getenv("BENCH_PASSWORD"))
            .addProperty("client_min_messages", "warning")
            .setCachePreparedStatements(true)
            .setPipeliningLimit(PIPELINED);
    PgConnection.connect(vertx, options)
        .compose(made -> {
          connection = made;
          return made.query("CREATE TABLE IF NOT EXISTS bare (pair int, body text)").execute();
        })
        .compose(v -> vertx.createHttpServer().webSocketHandler(this::open).listen(0, "127.0.0.1"))
        .onSuccess(server -> System.out.println("ready " + server.actualPort()))
        .<Void>mapEmpty()
        .onComplete(started);
  }

  private void open(ServerWebSocket socket) {
    String path = socket.path();
    sockets.put(path, socket);
    socket.closeHandler(v -> sockets.remove(path, socket));
    socket.textMessageHandler(frame -> {
      queue.add(new Message(socket, path, frame.substring(1, frame.indexOf(' ')), frame));
      commit();
    });
  }

  private void commit() {
    if (inFlight || queue.isEmpty()) {
      return;
    }
    inFlight = true;
    List<Message> batch = new ArrayList<>();
    while (batch.size() < BATCH_MAX && !queue.isEmpty()) {
      batch.add(queue.poll());
    }
    Integer[] pairs = batch.stream().map(m -> pair(m.path())).toArray(Integer[]::new);
    String[] bodies = batch.stream().map(Message::frame).toArray(String[]::new);
    connection.query("BEGIN").execute();
    connection
        .preparedQuery(INSERT)
        .execute(Tuple.tuple().addArrayOfInteger(pairs).addArrayOfString(bodies));
    connection
        .query("COMMIT")
        .execute()
        .timeout(10, TimeUnit.SECONDS)
        .onSuccess(done -> {
          batch.forEach(this::relay);
          inFlight = false;
          commit();
        })
        .onFailure(failure -> {
          System.err.println("The floor cannot commit: " + failure);
          Runtime.getRuntime().halt(1);
        });
  }

  private void relay(Message message) {
    message.sender().writeTextMessage("a" + message.number());
    ServerWebSocket other = sockets.get(other(message.path()));
    if (other != null) {
      other.writeTextMessage(message.frame());
    }
  }

  private static int pair(String path) {
    return Integer.parseInt(path.substring(1, path.lastIndexOf('/')));
  }

  private static String other(String path) {
    String pair = path.substring(0, path.lastIndexOf('/') + 1);
    return pair + (path.endsWith(Side.SEEKER.name()) ? Side.VOLUNTEER : Side.SEEKER);
  }
}
