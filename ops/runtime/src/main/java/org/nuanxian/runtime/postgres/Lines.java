package org.nuanxian.runtime.postgres;

import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.nuanxian.runtime.config.PostgresConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one {@link Line} alive for a {@link Committer}: opens it, notices its loss, and opens the
 * next one, until it is closed. All state belongs to one event loop.
 */
final class Lines {

  /** What the owner does when lines come and go. */
  interface Owner {
    /** A connection is there. */
    void up();

    /** The connection is gone; another will come. */
    void lost();
  }

  private static final Logger LOG = LoggerFactory.getLogger(Lines.class);

  private static final long RECONNECT_MS = 200; // a server that is back is used soon after

  private final ContextInternal context;
  private final PostgresConfig config;
  private final String name;
  private final Owner owner;
  private final BooleanSupplier idle;
  private final long heartbeat;

  /** The connection, empty while there is none. */
  private Optional<Line> line = Optional.empty();

  /** Whether a connection is being made, or the pause before the next attempt runs. */
  private boolean connecting;

  /** Set by {@link #close}; nothing is opened afterwards. */
  private boolean closed;

  /**
   * Begins to connect.
   *
   * @param idle whether nothing is on the wire, so that a heartbeat is wanted
   */
  Lines(
      ContextInternal context,
      PostgresConfig config,
      String name,
      Owner owner,
      BooleanSupplier idle) {
    this.context = context;
    this.config = config;
    this.name = name;
    this.owner = owner;
    this.idle = idle;
    context.runOnContext(v -> connect());
    long period = Limits.HEARTBEAT.toMillis();
    this.heartbeat = context.owner().setPeriodic(period, id -> context.runOnContext(v -> beat()));
  }

  /** The connection that is up. */
  Optional<Line> current() {
    return line;
  }

  private void connect() {
    if (connecting || closed || line.isPresent()) {
      return;
    }
    connecting = true;
    Line.open(context.owner(), config, "commit-" + name)
        .onComplete(opened -> {
          if (opened.succeeded()) {
            connecting = false;
            use(opened.result());
          } else {
            LOG.debug("commit {}: not connected", name, opened.cause());
            context.setTimer(
                RECONNECT_MS,
                id -> {
                  connecting = false;
                  connect();
                });
          }
        });
  }

  private void use(Line fresh) {
    if (closed) {
      fresh.close();
      return;
    }
    line = Optional.of(fresh);
    fresh.connection().closeHandler(v -> drop(fresh));
    // Whatever it is, the connection closes next; without a handler the client prints a stack.
    fresh.connection().exceptionHandler(e -> LOG.debug("commit {}: connection failed", name, e));
    owner.up();
  }

  /** Closes a connection that no longer serves and opens another. Ignored for a former one. */
  void drop(Line old) {
    if (line.isEmpty() || line.get() != old) {
      return;
    }
    line = Optional.empty();
    LOG.warn("commit {}: connection lost", name);
    old.close().onFailure(e -> LOG.debug("commit {}: closing failed", name, e));
    owner.lost();
    connect();
  }

  /** Keeps an idle connection from looking dead, and finds out when it is. */
  private void beat() {
    if (line.isPresent() && idle.getAsBoolean()) {
      Line current = line.get();
      current.connection().query("SELECT 1").execute().onFailure(e -> drop(current));
    }
  }

  /** Closes the connection; nothing is opened afterwards. */
  Future<Void> close() {
    closed = true;
    context.owner().cancelTimer(heartbeat);
    Optional<Line> last = line;
    line = Optional.empty();
    return last.map(Line::close).orElse(Future.succeededFuture());
  }
}
