package org.nuanxian.runtime.staff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sockets that want to know when their session is ended. Belongs to the node's loop. */
final class SessionWatches {
  /** One socket's wish; compared by identity. */
  private static final class Watch {
    private final StaffSession session;
    private final Runnable revoked;

    Watch(StaffSession session, Runnable revoked) {
      this.session = session;
      this.revoked = revoked;
    }
  }

  /** Watches by session key; bounded by the sockets of the node. */
  private final Map<String, List<Watch>> byKey = new HashMap<>();

  AutoCloseable add(StaffSession session, Runnable revoked) {
    Watch watch = new Watch(session, revoked);
    byKey.computeIfAbsent(session.key(), k -> new ArrayList<>()).add(watch);
    return () ->
        byKey.computeIfPresent(
            session.key(),
            (key, list) -> {
              list.remove(watch);
              return list.isEmpty() ? null : list;
            });
  }

  List<String> keys() {
    return List.copyOf(byKey.keySet());
  }

  List<String> keysOf(String account) {
    return byKey.entrySet().stream()
        .filter(
            e -> e.getValue().getFirst().session.actor().id().value().toString().equals(account))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Ends the asked sessions that are not among the living. */
  void endAllBut(Set<String> alive, List<String> asked) {
    for (String key : asked) {
      List<Watch> ended = alive.contains(key) ? null : byKey.remove(key);
      if (ended != null) {
        ended.forEach(watch -> watch.revoked.run());
      }
    }
  }
}
