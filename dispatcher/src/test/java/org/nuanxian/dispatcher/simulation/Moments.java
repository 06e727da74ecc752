package org.nuanxian.dispatcher.simulation;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.roster.Medium;

/** What a draw would seldom meet: in every rest, while nothing is broken, people do just that. */
final class Moments {
  /** Turns in which everybody ends what they hold: the talk, its record, and what came instead. */
  private static final int CLEARING = 4;

  /** Ends what everybody holds where nothing comes instead: the talk and its record. */
  private static final int ENDING = 2;

  private static final Set<Medium> BY_CHAT = EnumSet.of(Medium.CHAT);
  private static final Set<Medium> BY_TELEPHONE = EnumSet.of(Medium.VOICE);

  /** Whoever left a number is rung after the pause, and one tick more. */
  private static final int CALLED_WITHIN_SECONDS = 12;

  /** So long that a lost console is given up, and one tick more. */
  private static final Duration BEYOND_GRACE = Simulation.POLICY.timing().grace().plusSeconds(2);

  private final Simulation simulation;
  private final Seekers seekers;
  private final Callers callers;
  private final Consoles consoles;

  Moments(Simulation simulation, Seekers seekers, Callers callers, Consoles consoles) {
    this.simulation = simulation;
    this.seekers = seekers;
    this.callers = callers;
    this.consoles = consoles;
  }

  /** Each of them once. */
  void all() {
    ringAtTwo();
    handAll();
    callInVain();
    callComesIn();
    declineAll();
  }

  private void look() {
    consoles.look();
    simulation.settle();
  }

  private void clear(int turns, Set<Medium> media) {
    for (int i = 0; i < turns; i++) {
      consoles.clear(media);
      simulation.settle();
      look();
    }
  }

  /** Most are free, somebody in danger comes, rings at two at once, and both want to accept. */
  private void ringAtTwo() {
    clear(CLEARING, BY_CHAT);
    seekers.openRed();
    simulation.settle();
    look();
    consoles.answerAll();
    simulation.settle();
  }

  /** Whoever talks asks a team, and whoever is rung for it declines: the next is asked. */
  private void handAll() {
    consoles.handAll();
    simulation.settle();
    look();
    consoles.declineAll();
    simulation.settle();
  }

  /**
   * Everybody can call; somebody leaves a number and closes the page; whoever calls reaches nobody,
   * until the last try.
   */
  private void callInVain() {
    clear(ENDING, BY_TELEPHONE);
    ContactId left = seekers.leaveNumber();
    for (int i = 0; i < Simulation.POLICY.city().callBacks().tries(); i++) {
      waitForRing(left);
      consoles.accept(left);
      simulation.settle();
      consoles.missAll();
      simulation.settle();
    }
  }

  /**
   * Everybody can take calls, and one comes in; whoever talks loses the console, and not the call.
   */
  private void callComesIn() {
    clear(ENDING, BY_TELEPHONE);
    ContactId contact = callers.answeredCall();
    simulation.holder(contact).ifPresent(consoles::leave);
    simulation.pass(BEYOND_GRACE);
    callers.lostAndFound(contact);
  }

  private void waitForRing(ContactId contact) {
    for (int i = 0; i < CALLED_WITHIN_SECONDS && simulation.ringing(contact).isEmpty(); i++) {
      simulation.pass(Duration.ofSeconds(1));
    }
  }

  /** Somebody in danger comes, and whoever is asked declines, until nobody is left to ask. */
  private void declineAll() {
    consoles.clear(BY_CHAT);
    simulation.settle();
    seekers.openRed();
    simulation.settle();
    for (int i = 0; i < CLEARING; i++) {
      look();
      consoles.declineAll();
      simulation.settle();
    }
  }
}
