package org.nuanxian.runtime.http;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.nuanxian.runtime.metrics.Names;
import org.nuanxian.runtime.postgres.PostgresAway;
import org.nuanxian.runtime.redis.RedisAway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever failed into what the caller is told, counts it, and logs faults of our own. */
final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  /** How soon a client may try again after something of ours was away. */
  private static final Duration RETRY = Duration.ofSeconds(2);

  /** Frames of a stack that are logged: enough to find the line, too few to flood. */
  private static final int FRAMES_LOGGED = 12;

  private final MeterRegistry metrics;
  private final List<Function<Throwable, Optional<Problem>>> explanations = new ArrayList<>();

  Failures(MeterRegistry metrics) {
    this.metrics = metrics;
  }

  void explain(Function<Throwable, Optional<Problem>> explanation) {
    explanations.add(explanation);
  }

  Problem explained(Throwable failure, String requestId) {
    Problem problem = problem(failure);
    count(problem);
    if (problem.status() >= 500 && !(failure instanceof Problem)) {
      LOG.warn("request {} answered {}: {}", requestId, problem.code(), traced(failure));
    }
    return problem;
  }

  void count(Problem problem) {
    metrics
        .counter(
            Names.HTTP_REFUSED,
            "status",
            Integer.toString(problem.status()),
            "code",
            problem.code())
        .increment();
  }

  /** The client went away before it could be told. */
  void countLost(Throwable failure) {
    metrics.counter(Names.HTTP_LOST, "kind", failure.getClass().getSimpleName()).increment();
  }

  private Problem problem(Throwable failure) {
    if (failure instanceof Problem known) {
      return known;
    }
    for (Function<Throwable, Optional<Problem>> explanation : explanations) {
      Optional<Problem> explained = explanation.apply(failure);
      if (explained.isPresent()) {
        return explained.get();
      }
    }
    if (PostgresAway.is(failure) || failure instanceof RedisAway) {
      return Problem.unavailable("A store does not answer; try again.", RETRY);
    }
    if (failure instanceof TimeoutException) {
      return Problem.unavailable("No answer in time; try again.", RETRY);
    }
    return Problem.of(500, "internal", "Something failed here; it was noted.");
  }

  /** Class names and lines without messages, which may quote what a person wrote. */
  private static String traced(Throwable failure) {
    StringBuilder text = new StringBuilder();
    for (Throwable t = failure; t != null && text.length() < 4_000; t = t.getCause()) {
      text.append(t.getClass().getName());
      StackTraceElement[] frames = t.getStackTrace();
      for (int i = 0; i < Math.min(frames.length, FRAMES_LOGGED); i++) {
        text.append("\n  at ").append(frames[i]);
      }
      text.append('\n');
    }
    return text.toString();
  }
}
