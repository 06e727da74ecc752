package org.nuanxian.gateway.console;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nuanxian.roster.Roster;
import org.nuanxian.roster.VolunteerId;

/** What volunteers are called on consoles; each is asked for once. Used on the node's loop only. */
final class Aliases {
  /** More people than the teams of a large province; beyond it all are asked for anew. */
  private static final int KEPT_MAX = 50_000;

  private final Roster roster;
  private final Map<VolunteerId, String> known = new HashMap<>();

  Aliases(Roster roster) {
    this.roster = roster;
  }

  /** Empty for somebody who is not in the roster, or not asked for yet. */
  String of(VolunteerId volunteer) {
    return known.getOrDefault(volunteer, "");
  }

  /** Done when they are known, as far as the roster knows them. */
  Future<Void> learn(Collection<VolunteerId> volunteers) {
    if (known.size() > KEPT_MAX) {
      known.clear();
    }
    List<Future<?>> unknown = new ArrayList<>();
    volunteers.stream()
        .distinct()
        .filter(id -> !known.containsKey(id))
        .forEach(id -> unknown.add(learn(id)));
    return Future.join(unknown).mapEmpty();
  }

  private Future<Void> learn(VolunteerId id) {
    return roster
        .volunteer(id)
        .onSuccess(found -> found.ifPresent(person -> known.put(id, person.alias())))
        .mapEmpty();
  }
}
