package org.nuanxian.gateway.channel.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.nuanxian.dispatcher.ContactId;

/** The lowest place shown to each waiting contact, so that a reload does not make it rise. */
final class ShownPlaces {
  /** Some hours of a large city; the oldest is forgotten first. */
  private static final int CONTACTS_MAX = 50_000;

  private final Map<ContactId, Integer> lowest =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ContactId, Integer> eldest) {
          return size() > CONTACTS_MAX;
        }
      };

  OptionalInt lowest(ContactId contact) {
    Integer shown = lowest.get(contact);
    return shown == null ? OptionalInt.empty() : OptionalInt.of(shown);
  }

  void shown(ContactId contact, StateView view) {
    view.ahead().ifPresent(ahead -> lowest.merge(contact, ahead, Math::min));
  }
}
