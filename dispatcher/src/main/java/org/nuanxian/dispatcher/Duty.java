package org.nuanxian.dispatcher;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.nuanxian.roster.OnShift;
import org.nuanxian.roster.Volunteer;
import org.nuanxian.roster.VolunteerId;

/** The port to the roster: who is on shift. */
public interface Duty {

  /** The run of duty at that instant, if any. */
  CompletionStage<Optional<OnShift>> onShift(VolunteerId volunteer, Instant at);

  /** One volunteer. */
  CompletionStage<Optional<Volunteer>> volunteer(VolunteerId volunteer);

  /** Who will be there, as last read. */
  Outlook outlook();
}
