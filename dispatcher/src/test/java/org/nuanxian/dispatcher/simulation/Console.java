package org.nuanxian.dispatcher.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nuanxian.dispatcher.ConnectionId;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.dispatcher.Held;
import org.nuanxian.dispatcher.OfferId;
import org.nuanxian.roster.VolunteerId;

/** What one volunteer has open and sees. */
final class Console {
  /** A console that is open on a node. */
  record Socket(SimNode node, ConnectionId connection) {}

  final VolunteerId id;
  final boolean supervises;

  /** The one the volunteer looks at. */
  Optional<Socket> socket = Optional.empty();

  /** Left behind: nobody looks at them, and their nodes have not noticed yet. */
  final List<Socket> old = new ArrayList<>();

  /** What was shown last. */
  final Map<ContactId, Held> holds = new HashMap<>();

  /** Those that rang when it looked last. */
  List<OfferId> offers = List.of();

  Console(VolunteerId id, boolean supervises) {
    this.id = id;
    this.supervises = supervises;
  }
}
