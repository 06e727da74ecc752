package org.nuanxian.runtime.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.ServerWebSocket;

/**
 * One row of the table of sockets. The edge checks Origin, pauses the request, asks {@code
 * authorise}, upgrades and hands the open socket over; no frame is lost in between.
 *
 * @param path path with {@code :name} for variable segments
 * @param authorise who may; a {@link Problem} of 401, 403 or 404 closes the socket with 4401, which
 *     a page can tell from a lost network; others are answered before the upgrade
 */
public record SocketEndpoint(String path, Authorise authorise) {
  /** The only subprotocol ever selected. */
  public static final String SUBPROTOCOL = "nuanxian.v1";

  /** Not (any more) allowed. */
  public static final short CLOSE_NOT_ALLOWED = 4401;

  /**
   * Frames above this are cut off by the server itself. Larger than the 16 KiB of the contract, so
   * that an honest mistake can be answered with 4413 and an explanation.
   */
  public static final int FRAME_BYTES_MAX = 256 * 1024;

  /** Decides about one opening socket. */
  @FunctionalInterface
  public interface Authorise {
    /** What takes the open socket over; fails with a {@link Problem} to refuse. */
    Future<Handler<ServerWebSocket>> check(Exchange exchange);
  }
}
