package org.nuanxian.dispatcher;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.nuanxian.roster.Medium;
import org.nuanxian.roster.VolunteerId;

/**
 * Who serves whom, now: one for each city and node. Every method may be repeated after any failure
 * and fails with {@link Refusal}. See ops/docs/dispatcher.md.
 */
public final class Dispatcher {

  private static <T> CompletionStage<T> unwired() {
    return CompletableFuture.failedFuture(new Refusal(Refusal.UNAVAILABLE));
  }

  /**
   * A contact joins the queue: its durable row first. Succeeds while Redis is away; the rebuild
   * queues it then.
   */
  public CompletionStage<Void> open(Opening opening) {
    return unwired();
  }

  /** What the help seeker may be told now. */
  public CompletionStage<Place> place(ContactId contact) {
    return unwired();
  }

  /** A connection of the help seeker opened on this node. */
  public CompletionStage<Void> attachSeeker(ContactId contact, ConnectionId connection) {
    return unwired();
  }

  /** A connection of the help seeker closed. */
  public CompletionStage<Void> detachSeeker(ContactId contact, ConnectionId connection) {
    return unwired();
  }

  /** The danger button: durable before it completes, red from then on. */
  public CompletionStage<Void> danger(ContactId contact) {
    return unwired();
  }

  /** Pressed by mistake (按错了): the level of the self report stands again. */
  public CompletionStage<Void> notDanger(ContactId contact) {
    return unwired();
  }

  /** The help seeker left by the exit: durable before it completes. */
  public CompletionStage<Void> leave(ContactId contact) {
    return unwired();
  }

  /** A console opened on this node; the newest connection is the one that counts. */
  public CompletionStage<Work> attach(VolunteerId volunteer, ConnectionId connection) {
    return unwired();
  }

  /** A console closed; counts only if no newer connection took over. */
  public CompletionStage<Void> detach(VolunteerId volunteer, ConnectionId connection) {
    return unwired();
  }

  /**
   * What the volunteer is ready for.
   *
   * @param wanted ready, onBreak or offline
   * @param chats how many chats at once
   */
  public CompletionStage<Void> setPresence(
      VolunteerId volunteer, ConnectionId connection, Status wanted, Set<Medium> media, int chats) {
    return unwired();
  }

  /** The volunteer takes an offer; completes once PostgreSQL holds it. */
  public CompletionStage<Held> accept(
      VolunteerId volunteer, ConnectionId connection, OfferId offer) {
    return unwired();
  }

  /** The volunteer cannot take an offer. */
  public CompletionStage<Void> decline(
      VolunteerId volunteer, ConnectionId connection, OfferId offer) {
    return unwired();
  }

  /** The talk is over; the holder writes the record. */
  public CompletionStage<Void> close(
      VolunteerId volunteer,
      ConnectionId connection,
      ContactId contact,
      long term,
      Outcome outcome) {
    return unwired();
  }

  /** The record is written; the contact is closed and the volunteer free again. */
  public CompletionStage<Void> wrapUpDone(
      VolunteerId volunteer, ConnectionId connection, ContactId contact, long term) {
    return unwired();
  }

  /** A card: the holder sets the level; durable before it completes. */
  public CompletionStage<Void> raise(
      VolunteerId volunteer, ContactId contact, Level level, String reason) {
    return unwired();
  }

  /** The holder calls for help (求援). */
  public CompletionStage<Void> escalate(
      VolunteerId volunteer, ConnectionId connection, ContactId contact) {
    return unwired();
  }

  /** Somebody saw an escalation; it climbs on unless somebody acts. */
  public CompletionStage<Void> acknowledge(VolunteerId who, AlarmId alarm) {
    return unwired();
  }

  /** Somebody acted on an escalation. */
  public CompletionStage<Void> act(VolunteerId who, AlarmId alarm, String how) {
    return unwired();
  }

  /** What the console of a volunteer must show now. */
  public CompletionStage<Work> work(VolunteerId volunteer) {
    return unwired();
  }

  /** Every open escalation of the city. */
  public CompletionStage<List<Alarm>> alarms() {
    return unwired();
  }

  /** How many wait, by county. */
  public CompletionStage<List<CountyQueue>> queue() {
    return unwired();
  }

  /** Calls back whenever the contact may have changed: read again. */
  public AutoCloseable watchContact(ContactId contact, Runnable changed) {
    return () -> {};
  }

  /** Calls back whenever the volunteer's work may have changed: read again. */
  public AutoCloseable watchVolunteer(VolunteerId volunteer, Runnable changed) {
    return () -> {};
  }

  /** Calls back whenever an escalation of the city may have changed: read again. */
  public AutoCloseable watchAlarms(Runnable changed) {
    return () -> {};
  }
}
