package org.nuanxian.runtime.testing;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.nuanxian.runtime.config.PostgresConfig;
import org.nuanxian.runtime.config.RedisConfig;
import org.nuanxian.runtime.config.VaultConfig;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.redis.Hints;
import org.nuanxian.runtime.redis.RedisLink;

/**
 * Real Redis and PostgreSQL for a test class:
 *
 * <pre>{@code
 * @RegisterExtension static final Stores STORES = Stores.with("staff", "roster");
 * }</pre>
 *
 * The engines are shared by all tests; the class gets a fresh database with the wanted schemas, a
 * Vert.x with one loop for clients, and random city codes, so that Redis keys of two tests never
 * meet. What is made through this object is closed after the class. See {@code ops/docs/stores.md}.
 */
public final class Stores implements BeforeAllCallback, AfterAllCallback {

  private static final int CITY_MIN = 110_000; // the lowest code of GB/T 2260
  private static final int CITY_MAX = 900_000;

  private final String[] schemas;
  private final SecureRandom random = new SecureRandom();
  private final MeterRegistry metrics = new SimpleMeterRegistry();

  /** What is closed after the class, last made first. */
  private final Deque<AutoCloseable> closing = new ConcurrentLinkedDeque<>();

  /** Ends private engines when the tests are broken off; they would outlive this JVM. */
  private final Thread interrupted = new Thread(this::closeAll, "stores-interrupted");

  private SharedEngines engines;
  private PostgresConfig postgres;
  private Vertx vertx;
  private Context loop;
  private Path temporary;

  private Stores(String... schemas) {
    this.schemas = schemas.clone();
  }

  /** Stores whose database has the given schemas, migrated in the given order. */
  public static Stores with(String... schemas) {
    return new Stores(schemas);
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    engines = SharedEngines.get();
    vertx = Vertx.vertx();
    loop = vertx.getOrCreateContext();
    temporary = Files.createTempDirectory("nuanxian-test");
    Runtime.getRuntime().addShutdownHook(interrupted);
    Databases databases = new Databases(engines.postgres());
    postgres = databases.create(schemas);
    closing.push(() -> databases.drop(postgres));
    closing.push(() -> Await.result(vertx.close()));
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    Runtime.getRuntime().removeShutdownHook(interrupted);
    List<Exception> failures = closeAll();
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
  }

  /** Closes everything, whatever fails, and removes the files of private engines. */
  private List<Exception> closeAll() {
    List<Exception> failures = new ArrayList<>();
    while (!closing.isEmpty()) {
      try {
        closing.pop().close();
      } catch (Exception e) {
        failures.add(e);
      }
    }
    try (Stream<Path> paths = Files.walk(temporary)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      failures.add(e);
    }
    return failures;
  }

  /** Closes {@code thing} after the class, before everything made earlier. */
  public <T extends AutoCloseable> T closing(T thing) {
    closing.push(thing);
    return thing;
  }

  /** The shared Redis. Never FLUSHALL it; keys begin with the hash tag of a {@link #city}. */
  public RedisConfig redisConfig() {
    return engines.redis();
  }

  /** The database of this class, in the shared PostgreSQL. */
  public PostgresConfig postgresConfig() {
    return postgres;
  }

  /** A master key file. */
  public VaultConfig vaultConfig() {
    return new VaultConfig(engines.masterKey());
  }

  /** Another fresh database with the same schemas. */
  public PostgresConfig anotherDatabase() {
    return new Databases(engines.postgres()).create(schemas);
  }

  /** The Vert.x of this class. */
  public Vertx vertx() {
    return vertx;
  }

  /** Figures of this class. */
  public MeterRegistry metrics() {
    return metrics;
  }

  /** A city code nobody else uses. */
  public CityCode city() {
    return new CityCode(Integer.toString(random.nextInt(CITY_MIN, CITY_MAX)));
  }

  /** A county code nobody else uses. */
  public CountyCode county() {
    return new CountyCode(Integer.toString(random.nextInt(CITY_MIN, CITY_MAX)));
  }

  /** Runs {@code work} on the class's loop and waits for its future. */
  public <T> T onLoop(Callable<Future<T>> work) {
    Promise<T> promise = Promise.promise();
    loop.runOnContext(v -> {
      try {
        work.call().onComplete(promise);
      } catch (Exception e) {
        promise.fail(e);
      }
    });
    return Await.result(promise.future());
  }

  /** Makes something on the class's loop. */
  public <T> T makeOnLoop(Callable<T> work) {
    return onLoop(() -> Future.succeededFuture(work.call()));
  }

  /** A started link to the shared Redis, closed after the class. */
  public RedisLink redisLink() {
    return redisLink(redisConfig());
  }

  /** A started link, closed after the class. */
  public RedisLink redisLink(RedisConfig config) {
    RedisLink link = new RedisLink(vertx, config, metrics);
    onLoop(link::start);
    closing.push(() -> Await.result(link.close()));
    return link;
  }

  /** Started hints over a link, closed after the class. */
  public Hints hints(RedisConfig config, RedisLink link) {
    Hints hints = new Hints(vertx, config, link, metrics);
    onLoop(hints::start);
    closing.push(() -> Await.result(hints.close()));
    return hints;
  }

  /** Started hints over the shared Redis, closed after the class. */
  public Hints hints(RedisLink link) {
    return hints(redisConfig(), link);
  }

  /** Clients of this class's database, closed after the class. */
  public Database database() {
    return database(postgresConfig());
  }

  /** Clients of a database, closed after the class. */
  public Database database(PostgresConfig config) {
    Database database = makeOnLoop(() -> new Database(vertx, config, metrics));
    closing.push(() -> Await.result(database.close()));
    return database;
  }

  /** A Redis of its own that may be frozen and killed; gone after the class. */
  public PrivateRedis privateRedis() {
    return closing(new PrivateRedis(temporary("redis"), engines.binaries()));
  }

  /** A Redis with a replica and sentinels; gone after the class. */
  public Sentinels sentinels() {
    return closing(new Sentinels(temporary("sentinel"), engines.binaries()));
  }

  /** A PostgreSQL of its own that may be frozen and killed; gone after the class. */
  public PrivatePostgres privatePostgres() {
    return closing(new PrivatePostgres(temporary("postgres"), engines.binaries()));
  }

  private Path temporary(String what) {
    try {
      return Files.createTempDirectory(temporary, what);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
