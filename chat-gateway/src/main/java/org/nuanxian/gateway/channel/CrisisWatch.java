package org.nuanxian.gateway.channel;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.Level;
import org.nuanxian.dispatcher.LevelSource;
import org.nuanxian.dispatcher.Refusal;
import org.nuanxian.dispatcher.Wishes;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.settings.CodedList;
import org.nuanxian.runtime.settings.Settings;

/**
 * Looks for crisis words in what help seekers write, on whatever channel, and raises the level. It
 * never lowers one, and is never seen by the help seeker. Used on the node's loop only.
 */
public final class CrisisWatch {
  /** A store that is away is often back after this. */
  private static final Duration AGAIN = Duration.ofSeconds(2);

  /** Five minutes; by then the node is not of this house any more. */
  private static final int TRIES = 150;

  private final Shared shared;
  private final Settings settings;

  /** The words of a city, and the lists they were read from. */
  private record Known(List<CodedList> lists, CrisisWords words) {}

  private final Map<CityCode, Known> known = new HashMap<>();

  /** A watch over the cities of this node. */
  public CrisisWatch(Shared shared, Settings settings) {
    this.shared = shared;
    this.settings = settings;
  }

  /** How grave a text is by the city's words; empty when none of them is in it. */
  public Optional<Level> find(CityCode city, String text) {
    List<CodedList> now = CrisisWords.lists(settings.of(city));
    Known here = known.get(city);
    if (here == null || !here.lists().equals(now)) {
      here = new Known(now, new CrisisWords(now));
      known.put(city, here);
    }
    return here.words().find(text);
  }

  /** Raises a contact to a level; a store that is away is asked again for some minutes. */
  public void raise(CityCode city, ContactId contact, Level level) {
    shared.metrics().counter("nuanxian.crisis.words", "level", level.wire()).increment();
    raise(city, contact, level, TRIES);
  }

  private void raise(CityCode city, ContactId contact, Level level, int tries) {
    Wishes graver = Wishes.raising(level, LevelSource.CRISIS_WORD);
    Future.fromCompletionStage(shared.cities().dispatcher(city).tell(contact, graver))
        .onFailure(failure -> {
          shared.swallowed("crisis");
          boolean away =
              failure instanceof Refusal refusal && refusal.code().equals(Refusal.UNAVAILABLE);
          if (away && tries > 1) {
            shared
                .vertx()
                .setTimer(AGAIN.toMillis(), again -> raise(city, contact, level, tries - 1));
          }
        });
  }
}
