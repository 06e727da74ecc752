package org.nuanxian.runtime.redis;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.RedisRole;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.concurrent.TimeUnit;
import org.nuanxian.runtime.config.RedisConfig;

/**
 * One connection with a client of its own, used for one lifetime of a connection and then thrown
 * away: closing the client is the only way that surely closes a socket to a frozen server, and a
 * fresh client keeps nothing of the lost one.
 */
final class Wire {

  /** A frozen server is noticed after this long; everything in flight then fails. */
  static final long READ_IDLE_MS = 2_000;

  /** Often enough that a living server never looks idle, also when one answer comes late. */
  static final long HEARTBEAT_MS = 500;

  private static final int CONNECT_TIMEOUT_MS = 1_000; // a server in the same house answers in 1 ms

  /** For connecting, authenticating and two answers, on a busy machine. */
  private static final long OPEN_MAX_MS = 5_000;

  /** Four times what two seconds of the fastest measured script need at 64 in flight. */
  static final int IN_FLIGHT_MAX = 16_384;

  private final Redis client;
  private final RedisConnection connection;

  private Wire(Redis client, RedisConnection connection) {
    this.client = client;
    this.connection = connection;
  }

  /** Connects, authenticates, and makes sure that a master answers which has loaded its data. */
  static Future<Wire> open(Vertx vertx, RedisConfig config, String name) {
    Redis client = Redis.createClient(vertx, options(config, name));
    return client
        .connect()
        .compose(connection ->
            connection
                .send(Request.cmd(Command.ROLE))
                .compose(role -> checkMaster(role))
                .compose(ok -> connection.send(Request.cmd(Command.PING)))
                .map(pong -> new Wire(client, connection)))
        // A server that dies between the handshake and its answer may leave this open for ever.
        .timeout(OPEN_MAX_MS, TimeUnit.MILLISECONDS)
        .onFailure(e -> client.close());
  }

  private static Future<Void> checkMaster(Response role) {
    String found = role.get(0).toString();
    return found.equals("master")
        ? Future.succeededFuture()
        : Future.failedFuture(new RedisAway("the Redis server is a " + found));
  }

  private static RedisOptions options(RedisConfig config, String name) {
    NetClientOptions net =
        new NetClientOptions()
            .setConnectTimeout(CONNECT_TIMEOUT_MS)
            .setReadIdleTimeout((int) READ_IDLE_MS)
            .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
            .setTcpNoDelay(true)
            .setTcpKeepAlive(true)
            .setHostnameVerificationAlgorithm("HTTPS");
    RedisOptions options =
        new RedisOptions()
            .setNetClientOptions(net)
            .setEndpoints(config.endpoints())
            .setMaxPoolSize(1)
            .setMaxPoolWaiting(1)
            .setPoolRecycleTimeout(-1)
            .setPoolName("redis-" + name)
            .setMaxWaitingHandlers(IN_FLIGHT_MAX);
    config.user().ifPresent(options::setUser);
    config.password().ifPresent(p -> options.setPassword(p.value()));
    switch (config.topology()) {
      case STANDALONE -> options.setType(RedisClientType.STANDALONE);
      case SENTINEL -> {
        options.setType(RedisClientType.SENTINEL).setRole(RedisRole.MASTER);
        config.masterName().ifPresent(options::setMasterName);
      }
      case CLUSTER ->
          throw new IllegalArgumentException(
              "redis.topology: cluster is not served yet; use standalone or sentinel");
    }
    return options;
  }

  RedisConnection connection() {
    return connection;
  }

  /** Closes the socket at once, whatever is in flight. */
  Future<Void> close() {
    return client.close();
  }
}
