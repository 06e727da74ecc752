package org.nuanxian.dispatcher;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.nuanxian.dispatcher.policy.Hours;
import org.nuanxian.roster.VolunteerId;

/**
 * The port to what happened, of one city. A failed call may still have run: every method may be
 * repeated. Fails with {@link Unreachable}.
 */
// The word of the field; java.lang.Record is never meant in this package.
@SuppressWarnings("JavaLangClash")
public interface Record {

  /** The durable row of a new contact; the row that stands, on a repeat. */
  CompletionStage<Stored> insert(Opening opening);

  /** The level, by a volunteer's card; empty for an unknown contact. */
  CompletionStage<Optional<Stored>> setLevel(ContactId contact, Level level);

  /** The danger button; empty for an unknown contact. */
  CompletionStage<Optional<Stored>> setDanger(ContactId contact, boolean danger);

  /** What the help seeker told after opening; empty for an unknown or closed contact. */
  CompletionStage<Optional<Stored>> tell(ContactId contact, Wishes wishes);

  /**
   * The hours in which the help seeker may be called, or that they take the wish back; empty for an
   * unknown or closed contact, and for a wish when so many tries have been made.
   */
  CompletionStage<Optional<Stored>> setCallback(
      ContactId contact, Optional<Hours> hours, int triesMax);

  /** Whether it is on record that this volunteer called in that term and reached nobody. */
  CompletionStage<Boolean> called(ContactId contact, VolunteerId volunteer, long term);

  /**
   * The help seeker left by quick exit, and is not called any more; empty for an unknown contact.
   */
  CompletionStage<Optional<Stored>> markLeft(ContactId contact);

  /**
   * Takes a proposed term over, if the era still stands and the term is newer. A contact that is
   * red on record, or is to be called, is not abandoned: it waits in the term after the proposed
   * one.
   */
  CompletionStage<Verdict> confirm(Era era, ContactState state);

  /** The era whose confirmations are taken. */
  CompletionStage<Era> era();

  /**
   * Ends the era: from then on only confirmations of the fresh one are taken.
   *
   * @param ended the era the caller read; if another one stands by now, nothing is written
   * @return whether the fresh one stands
   */
  CompletionStage<Boolean> replaceEra(Era ended, Era fresh);

  /** Every open contact. */
  CompletionStage<List<Stored>> open();

  /** The contacts with these ids, in any stage. */
  CompletionStage<List<Stored>> find(Collection<ContactId> contacts);

  /** The open contacts this volunteer holds. */
  CompletionStage<List<Stored>> heldBy(VolunteerId volunteer);

  /** How far the events are written down. */
  CompletionStage<Cursor> cursor();

  /**
   * Writes events down and moves the cursor, together; the states they leave are taken where newer.
   *
   * @param before the cursor the caller read; if it has moved, nothing is written
   * @return whether they were written
   */
  CompletionStage<Boolean> append(Cursor before, List<Event> events);

  /** What PostgreSQL says to a proposal. */
  enum Verdict {
    /** It holds now, or held already. */
    CONFIRMED,
    /** The era it was made in is over. */
    OTHER_ERA,
    /** A newer term, or another of the same number, stands. */
    OLDER
  }

  /** A place in the events of a city. */
  record Cursor(Era era, long n, String streamId) {
    /** Before the first event. */
    public static final Cursor START = new Cursor(Era.NONE, 0, "0-0");
  }
}
