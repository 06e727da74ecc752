package org.nuanxian.runtime.vault;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.nuanxian.runtime.metrics.Names;
import org.nuanxian.runtime.postgres.Database;
import org.nuanxian.runtime.postgres.GroupCommit;
import org.nuanxian.runtime.redis.Hints;

/**
 * Keys of persons: made, found and erased. What a person said is sealed with the person's own key
 * before it goes to the database, so erasing the key erases the person everywhere at once, backups
 * of the texts included.
 *
 * <p>Table {@code vault.person_key} ({@code db/vault}), one row per person: the key, wrapped by the
 * {@link MasterKey} with the person's id as associated data; the row of an erased person stays
 * without a key. Keys in memory are bounded in number and time, and forgotten when another node
 * erases them, and all of them after a gap in the hints. See {@code ops/docs/stores.md}.
 */
public final class Vault {

  private static final int KEY_BYTES = 32; // AES-256
  private static final int CACHED_MAX = 20_000; // everybody who talks at once; some 10 MB
  private static final Duration CACHED_FOR =
      Duration.ofMinutes(10); // an erasure whose hint is lost
  private static final String ERASED_CHANNEL = "nuanxian:vault:erased";
  private static final String FIND =
      "SELECT master, wrapped FROM vault.person_key WHERE person = $1";
  private static final String ERASE =
      """
      INSERT INTO vault.person_key (person, erased_at) VALUES ($1, now())
      ON CONFLICT (person) DO UPDATE
        SET wrapped = NULL, master = NULL, erased_at = coalesce(person_key.erased_at, now())
      """;

  private final Database database;
  private final MasterKey master;
  private final SecureRandom random;
  private final Optional<Hints> hints;
  private final KeyCache cache;
  private final GroupCommit<KeyRow, KeyRow> creation;
  private final Counter misses;

  /** Searches on their way, so that many callers cause one. */
  private final ConcurrentMap<PersonId, Future<PersonKey>> searches = new ConcurrentHashMap<>();

  /** The listener, kept because ending a subscription needs the same object. */
  private final Consumer<String> erasedElsewhere = this::forget;

  /** A vault of a single node. */
  public Vault(
      Vertx vertx,
      Database database,
      MasterKey master,
      SecureRandom random,
      MeterRegistry metrics) {
    this(vertx, database, master, random, Optional.empty(), metrics);
  }

  /** A vault that hears of erasures by other nodes. */
  public Vault(
      Vertx vertx,
      Database database,
      MasterKey master,
      SecureRandom random,
      Hints hints,
      MeterRegistry metrics) {
    this(vertx, database, master, random, Optional.of(hints), metrics);
  }

  private Vault(
      Vertx vertx,
      Database database,
      MasterKey master,
      SecureRandom random,
      Optional<Hints> hints,
      MeterRegistry metrics) {
    this.database = database;
    this.master = master;
    this.random = random;
    this.hints = hints;
    this.cache = new KeyCache(CACHED_MAX, CACHED_FOR, metrics.config().clock()::monotonicTime);
    this.creation = new GroupCommit<>(vertx, database, "vault", KeyRow::write, metrics);
    this.misses = metrics.counter(Names.VAULT_MISSES);
  }

  /** Begins to listen for erasures by other nodes. */
  public Future<Void> start() {
    if (hints.isEmpty()) {
      return Future.succeededFuture();
    }
    hints.get().onGap(cache::clear);
    return hints.get().subscribe(ERASED_CHANNEL, erasedElsewhere);
  }

  /**
   * Makes the key of a new person, durably. Repeated, it answers the key that is there; fails with
   * {@link NoPersonKey} when the person is erased. Many at a time share one commit.
   */
  public Future<PersonKey> create(PersonId person) {
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    KeyRow row = KeyRow.of(person, master.current(), master.wrap(person, key));
    long before = cache.generation();
    return creation
        .add(row)
        .map(written -> {
          PersonKey made = open(person, written);
          cache.put(person, made, before);
          return made;
        });
  }

  /** The key of a person. Fails with {@link NoPersonKey} when the person is erased or unknown. */
  public Future<PersonKey> access(PersonId person) {
    Optional<PersonKey> cached = cache.get(person);
    if (cached.isPresent()) {
      return Future.succeededFuture(cached.get());
    }
    Future<PersonKey> search = searches.get(person);
    if (search == null) {
      misses.increment();
      search = find(person);
      searches.put(person, search);
      search.onComplete(found -> searches.remove(person));
    }
    return search;
  }

  private Future<PersonKey> find(PersonId person) {
    long before = cache.generation();
    return database
        .client()
        .preparedQuery(FIND)
        .execute(Tuple.of(person.value()))
        .map(rows -> {
          if (rows.size() == 0) {
            throw new NoPersonKey(false);
          }
          KeyRow row = KeyRow.from(person, rows.iterator().next());
          PersonKey key = open(person, row);
          cache.put(person, key, before);
          return key;
        });
  }

  private PersonKey open(PersonId person, KeyRow row) {
    byte[] wrapped = row.wrapped().orElseThrow(() -> new NoPersonKey(true));
    return new PersonKey(master.unwrap(person, row.master(), wrapped));
  }

  /**
   * Erases a person: the key is gone from the database when this succeeds, and from the memory of
   * the other nodes a moment later. Also for a person who never had a key: none is made afterwards.
   */
  public Future<Void> erase(PersonId person) {
    return database
        .client()
        .preparedQuery(ERASE)
        .execute(Tuple.of(person.value()))
        .map(rows -> {
          cache.remove(person);
          hints.ifPresent(h -> h.publish(ERASED_CHANNEL, person.value().toString()));
          return null;
        });
  }

  private void forget(String person) {
    cache.remove(new PersonId(UUID.fromString(person)));
  }

  /**
   * A token that cannot be guessed and need not be stored: the same on all nodes for the same
   * purpose and subject. HMAC-SHA256 in base64url, 43 characters.
   */
  public String token(String purpose, String subject) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(master.token(purpose, subject));
  }

  /** Stops listening and waits for keys on their way. */
  public Future<Void> close() {
    hints.ifPresent(h -> h.unsubscribe(ERASED_CHANNEL, erasedElsewhere));
    return creation.close();
  }

  /** Keys in memory, for tests. */
  int cached() {
    return cache.size();
  }
}
