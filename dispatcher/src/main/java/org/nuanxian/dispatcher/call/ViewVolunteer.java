package org.nuanxian.dispatcher.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nuanxian.dispatcher.ContactState;
import org.nuanxian.dispatcher.OfferId;
import org.nuanxian.dispatcher.VolunteerState;
import org.nuanxian.roster.VolunteerId;

/** What a volunteer's console must show. */
public record ViewVolunteer(VolunteerId volunteer) implements Call<ViewVolunteer.View> {

  /** One ringing offer and how long it rings on. */
  public record Ring(OfferId offer, long remainingMs, ContactState contact) {}

  /**
   * A volunteer, the contacts held in Redis, and the offers that ring.
   *
   * @param revision nothing that was hinted at up to here is missing
   */
  public record View(
      long revision,
      Optional<VolunteerState> volunteer,
      List<ContactState> held,
      List<Ring> ringing) {

    /** Reads what add_work in work.lua wrote, after the revision. */
    static View of(List<String> reply) {
      long revision = Long.parseLong(reply.get(0));
      if (reply.get(1).isEmpty()) {
        return new View(revision, Optional.empty(), List.of(), List.of());
      }
      int offers = 3 + Integer.parseInt(reply.get(2));
      List<Ring> ringing = new ArrayList<>();
      for (int i = offers; i < reply.size(); i += 3) {
        ringing.add(
            new Ring(
                OfferId.of(reply.get(i)),
                Long.parseLong(reply.get(i + 1)),
                ContactState.parse(reply.get(i + 2))));
      }
      return new View(
          revision,
          Optional.of(VolunteerState.parse(reply.get(1))),
          reply.subList(3, offers).stream().map(ContactState::parse).toList(),
          List.copyOf(ringing));
    }
  }

  @Override
  public String script() {
    return "view_volunteer";
  }

  @Override
  public List<String> arguments() {
    return List.of(volunteer.value().toString());
  }

  @Override
  public View result(List<String> reply) {
    return View.of(reply);
  }
}
