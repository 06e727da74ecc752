package org.nuanxian.server.fault;

import org.nuanxian.server.testing.Await;

/** A help seeker and a volunteer who talk. */
record Talk(SeekerClient seeker, VolunteerClient volunteer) {

  /** Waits until they are together and have greeted each other. */
  Talk begin() {
    Await.until("they are together", () -> volunteer.holds(seeker.contact()));
    both(1);
    settle();
    return this;
  }

  /** Both say so many things, without waiting. */
  void both(int times) {
    for (int i = 0; i < times; i++) {
      seeker.say("我说 " + i);
      volunteer.say(seeker.contact(), "我在听 " + i);
    }
  }

  private boolean seenTheSame() {
    return seeker.texts().equals(volunteer.texts(seeker.contact()));
  }

  /** Waits until everything is acknowledged and both have seen the same. */
  void settle() {
    Await.until("the help seeker was answered", seeker::settled);
    Await.until("the volunteer was answered", () -> volunteer.settled(seeker.contact()));
    Await.until(
        "both have seen the same", () -> seeker.orElseTell(volunteer.orElseTell(seenTheSame())));
  }
}
