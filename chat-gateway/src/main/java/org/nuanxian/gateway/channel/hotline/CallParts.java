package org.nuanxian.gateway.channel.hotline;

import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.nuanxian.dispatcher.Dispatcher;
import org.nuanxian.gateway.channel.Shared;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.id.CityCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every call of one PBX needs.
 *
 * @param ari speaks to the PBX while this node may
 * @param trunk by which telephones outside are rung
 * @param desk takes callers in
 * @param numbers the own telephone of a volunteer, if they told one
 */
record CallParts(
    Shared shared,
    Ari ari,
    String trunk,
    CityCode city,
    Dispatcher dispatcher,
    CallDesk desk,
    Function<VolunteerId, Future<Optional<String>>> numbers) {
  private static final Logger LOG = LoggerFactory.getLogger(CallParts.class);

  /** Counts a failure that is mended by the next reading. */
  void swallowed() {
    shared.swallowed("hotline");
  }

  /** Something is told that is repeated or repaired if it fails: only counted. */
  void told(CompletionStage<?> stage) {
    stage.whenComplete((done, failure) -> {
      if (failure != null) {
        swallowed();
      }
    });
  }

  /** Something was taken away on the PBX: what is gone already is as good. */
  void done(Future<?> future) {
    future.onFailure(failure -> swallowed());
  }

  /** Somebody could not be rung, or joined with a caller; it names neither. */
  void unreached(Throwable failure) {
    LOG.info("a leg of a call could not be made: {}", failure.getMessage());
    Counter.builder("nuanxian.hotline.unreached").register(shared.metrics()).increment();
  }
}
