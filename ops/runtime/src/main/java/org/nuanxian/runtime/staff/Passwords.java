package org.nuanxian.runtime.staff;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.nuanxian.runtime.http.Problem;
import org.nuanxian.runtime.metrics.Names;

/**
 * Hashes passwords with Argon2id, off the loop. A check costs exactly one run of the function
 * whether or not there is a hash to compare with, so that time does not tell who has an account.
 */
public final class Passwords {
  /** Memory and passes: the smaller setting OWASP names (19 MiB, 2 passes), some 50 ms here. */
  private static final int MEMORY_KIB = 19 * 1024;

  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int HASH_BYTES = 32;
  private static final int SALT_BYTES = 16;

  /** Threads that hash: more would take the processor from the loop that carries conversations. */
  private static final int THREADS = 2;

  /** Checks waiting; at 50 ms each the last waits under two seconds. More are told to come back. */
  private static final int WAITING_MAX = 64;

  private static final Duration RETRY = Duration.ofSeconds(2);

  private final WorkerExecutor workers;
  private final SecureRandom random;
  private final Argon2Function function =
      Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, HASH_BYTES, Argon2.ID);

  /** Compared with when there is no account: the hash of a password nobody knows. */
  private final String decoy;

  /** Runs asked for and not finished; changed by the loop and the workers. */
  private final AtomicInteger waiting = new AtomicInteger();

  private final Counter runs;

  /** Starts the threads; takes as long as one hash. */
  public Passwords(Vertx vertx, SecureRandom random, MeterRegistry metrics) {
    this.workers = vertx.createSharedWorkerExecutor("argon2", THREADS);
    this.random = random;
    this.runs = metrics.counter(Names.PASSWORD_RUNS);
    byte[] secret = new byte[HASH_BYTES];
    random.nextBytes(secret);
    this.decoy = function.hash(secret, salt()).getResult();
  }

  /** The hash of a new password, in PHC form. */
  Future<String> hash(String password) {
    return run(() -> function.hash(bytes(password), salt()).getResult());
  }

  /** Whether the password fits the hash; false, after the same work, when there is none. */
  Future<Boolean> fits(String password, Optional<String> hash) {
    String compared = hash.orElse(decoy);
    return run(() -> {
      Argon2Function parameters = Argon2Function.getInstanceFromHash(compared);
      boolean same = parameters.check(bytes(password), bytes(compared));
      return same && hash.isPresent();
    });
  }

  /** Stops the threads. */
  Future<Void> close() {
    return workers.close();
  }

  private <T> Future<T> run(Callable<T> work) {
    if (waiting.incrementAndGet() > WAITING_MAX) {
      waiting.decrementAndGet();
      return Future.failedFuture(Problem.unavailable("Too many sign in at once.", RETRY));
    }
    return workers
        .executeBlocking(
            () -> {
              runs.increment();
              return work.call();
            },
            false)
        .onComplete(done -> waiting.decrementAndGet());
  }

  private byte[] salt() {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return salt;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
