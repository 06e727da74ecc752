package org.nuanxian.dispatcher;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.nuanxian.dispatcher.call.AcceptOffer;
import org.nuanxian.dispatcher.call.AcknowledgeAlarm;
import org.nuanxian.dispatcher.call.ActAlarm;
import org.nuanxian.dispatcher.call.CloseContact;
import org.nuanxian.dispatcher.call.DeclineOffer;
import org.nuanxian.dispatcher.call.DetachSeeker;
import org.nuanxian.dispatcher.call.DetachVolunteer;
import org.nuanxian.dispatcher.call.EscalateContact;
import org.nuanxian.dispatcher.call.FinishWrapUp;
import org.nuanxian.dispatcher.call.LeaveContact;
import org.nuanxian.dispatcher.call.Moved;
import org.nuanxian.dispatcher.call.TellContact;
import org.nuanxian.dispatcher.call.ViewAlarms;
import org.nuanxian.dispatcher.call.ViewCity;
import org.nuanxian.dispatcher.call.ViewQueue;
import org.nuanxian.dispatcher.policy.CityPolicy;
import org.nuanxian.roster.VolunteerId;
import org.nuanxian.runtime.id.CountyCode;

/**
 * Who serves whom, now: one for each city and node. Every method may be repeated after any failure
 * and fails with {@link Refusal}. See ops/docs/dispatcher.md.
 */
public final class Dispatcher {

  private final Ports ports;
  private final Setting setting;
  private final Rebuild rebuild;
  private final City city;
  private final Presences presences;
  private final Pulse pulse;
  private final Views views;
  private final Seating seating;
  private final Joining joining;

  /**
   * What distinguishes one dispatcher from another.
   *
   * @param node this process
   * @param server what people call the server that it is
   * @param counties of the city, in the order they are shown
   * @param eras draws eras nobody has used
   */
  public record Setting(
      NodeId node,
      ServerName server,
      Policy policy,
      List<CountyCode> counties,
      Supplier<Era> eras,
      MeterRegistry metrics) {}

  /** A dispatcher that does nothing until it is started. */
  public Dispatcher(Ports ports, Setting setting) {
    this.ports = ports;
    this.setting = setting;
    this.rebuild =
        new Rebuild(ports, setting.node(), setting.eras(), setting.metrics(), era -> announce());
    this.city = new City(ports, rebuild, setting.metrics());
    this.presences = new Presences(city, ports, setting);
    this.views = new Views(city, ports, presences);
    this.seating = new Seating(city, ports, presences, setting.metrics());
    this.joining = new Joining(city, ports, setting.metrics());
    this.pulse =
        new Pulse(
            city,
            presences,
            new Recorder(ports, rebuild, setting.metrics()),
            new Audit(city, ports.record(), setting.metrics()),
            ports,
            setting);
  }

  /** Finds or builds the city's present; completes when matching has begun. */
  public CompletionStage<Void> start() {
    rebuild.renew();
    return rebuild.era().thenAccept(era -> pulse.start());
  }

  /** The connection to Redis is new: the present may be another one. */
  public void reconnected() {
    rebuild.renew();
  }

  /** The roster may have changed. */
  public void rosterChanged() {
    ignore(presences.checkShifts(), "shifts");
  }

  /** Whether the city's present stands, or is just being built anew, for the health page. */
  public boolean ready() {
    return rebuild.ready();
  }

  /** What the city has decided, as its scripts hold it. */
  public CityPolicy policy() {
    return ports.now().decided();
  }

  /** Stops ticking; what is here is found lost by the other nodes when the lease ends. */
  public void stop() {
    pulse.stop();
  }

  private void announce() {
    ignore(presences.announce(), "announce");
  }

  /** For what the next turn of the pulse does again anyway. */
  private void ignore(CompletionStage<?> stage, String what) {
    stage.whenComplete((done, failure) -> {
      if (failure != null) {
        setting.metrics().counter("dispatcher.deferred", "what", what).increment();
      }
    });
  }

  /** A departure that was perhaps not heard is said again with the next renewal of the lease. */
  private static <T> CompletionStage<T> noted(CompletionStage<T> departure, Runnable again) {
    return departure.whenComplete((heard, failure) -> {
      if (failure != null) {
        again.run();
      }
    });
  }

  private static CompletionStage<Void> done(CompletionStage<?> stage) {
    return stage.thenApply(ignored -> null);
  }

  private static Stored known(Optional<Stored> row) {
    return row.orElseThrow(() -> new Refusal(Refusal.UNKNOWN_CONTACT));
  }

  /**
   * A contact joins the queue: its durable row first. Succeeds while Redis is away; the rebuild
   * queues it then. A call joins although PostgreSQL is away, see {@link Telephone#open}.
   */
  public CompletionStage<Void> open(Opening opening) {
    return done(joining.open(opening));
  }

  /** What the help seeker may be told now. */
  public CompletionStage<Place> place(ContactId contact) {
    return views.place(contact);
  }

  /** A connection of the help seeker opened on this node. */
  public CompletionStage<Void> attachSeeker(ContactId contact, ConnectionId connection) {
    presences.add(contact, connection);
    return presences.arrive(contact, connection).thenAccept(city::matched);
  }

  /** A connection of the help seeker closed. */
  public CompletionStage<Void> detachSeeker(ContactId contact, ConnectionId connection) {
    presences.remove(contact, connection);
    return noted(
            city.run(new DetachSeeker(contact, connection)),
            () -> presences.leave(contact, connection))
        .thenAccept(city::matched);
  }

  /** The danger button: durable before it completes, red from then on. */
  public CompletionStage<Void> danger(ContactId contact) {
    return setDanger(contact, true);
  }

  /** Pressed by mistake (按错了): the level of the self report stands again. */
  public CompletionStage<Void> notDanger(ContactId contact) {
    return setDanger(contact, false);
  }

  /** The help seeker told more after opening: durable before it completes. */
  public CompletionStage<Void> tell(ContactId contact, Wishes wishes) {
    return City.refusing(ports.record().tell(contact, wishes)).thenCompose(this::told);
  }

  /** The help seeker left by the exit: durable before it completes. */
  public CompletionStage<Void> leave(ContactId contact) {
    return City.refusing(ports.record().markLeft(contact))
        .thenCompose(row -> joining.queued(city.move(new LeaveContact(known(row).id()))));
  }

  /** A console opened here; the newest counts. Supervisors hear the danger of the held back. */
  public CompletionStage<Work> attach(
      VolunteerId volunteer, ConnectionId connection, boolean supervises) {
    return seating
        .attach(volunteer, connection, supervises)
        .thenCompose(here -> work(volunteer).thenApply(work -> seating.found(here, work)));
  }

  /** A console closed; counts only if no newer connection took over. */
  public CompletionStage<Void> detach(VolunteerId volunteer, ConnectionId connection) {
    presences.remove(volunteer, connection);
    return noted(
            city.run(new DetachVolunteer(volunteer, connection)),
            () -> presences.leave(volunteer, connection))
        .thenAccept(city::matched);
  }

  /** What the volunteer is ready for; completes with the work before them then. */
  public CompletionStage<Work> setPresence(
      VolunteerId volunteer, ConnectionId connection, Wanted wanted) {
    return seating.setPresence(volunteer, connection, wanted);
  }

  /** The volunteer takes an offer; completes once PostgreSQL holds it. */
  public CompletionStage<Held> accept(
      VolunteerId volunteer, ConnectionId connection, OfferId offer) {
    return presences
        .move(new AcceptOffer(volunteer, connection, offer))
        .thenApply(moved -> Views.held(moved.state().orElseThrow()));
  }

  /** The volunteer cannot take an offer. */
  public CompletionStage<Void> decline(
      VolunteerId volunteer, ConnectionId connection, OfferId offer) {
    return done(presences.move(new DeclineOffer(volunteer, connection, offer)));
  }

  /** The talk is over; the holder writes the record. */
  public CompletionStage<Void> close(
      VolunteerId volunteer,
      ConnectionId connection,
      ContactId contact,
      long term,
      Outcome outcome) {
    return finishing(
        presences.move(new CloseContact(volunteer, connection, contact, term, outcome)),
        contact,
        term);
  }

  /** The record is written; the contact is closed and the volunteer free again. */
  public CompletionStage<Void> wrapUpDone(
      VolunteerId volunteer, ConnectionId connection, ContactId contact, long term) {
    return finishing(
        presences.move(new FinishWrapUp(volunteer, connection, contact, term)), contact, term);
  }

  /** A card: the holder sets the level; durable before it completes. */
  public CompletionStage<Void> raise(
      VolunteerId volunteer, ContactId contact, Level level, String reason) {
    return City.refusing(ports.record().setLevel(contact, level)).thenCompose(this::told);
  }

  /** The holder calls for help (求援). */
  public CompletionStage<Void> escalate(
      VolunteerId volunteer, ConnectionId connection, ContactId contact) {
    return done(
        presences.asking(
            volunteer,
            connection,
            () -> city.run(new EscalateContact(volunteer, connection, contact))));
  }

  /** Somebody saw an escalation; it climbs on unless somebody acts. */
  public CompletionStage<Void> acknowledge(VolunteerId who, AlarmId alarm) {
    return done(city.run(new AcknowledgeAlarm(alarm, who)));
  }

  /** Somebody acted on an escalation. */
  public CompletionStage<Void> act(VolunteerId who, AlarmId alarm, String how) {
    return done(city.run(new ActAlarm(alarm, who, how)));
  }

  /** What the console of a volunteer must show now. */
  public CompletionStage<Work> work(VolunteerId volunteer) {
    return views.work(volunteer);
  }

  /** What nodes do for the city beside serving it. */
  public Chores chores() {
    return new Chores(city, setting.node(), presences);
  }

  /** Every open escalation of the city, the oldest first. */
  public CompletionStage<List<Alarm>> alarms() {
    return city.run(new ViewAlarms());
  }

  /** How a volunteer lets go of a contact that is not over. */
  public Release release() {
    return new Release(city, presences, this);
  }

  /** How people who left a number are called. */
  public Calling calling() {
    return new Calling(presences, this, ports);
  }

  /** Calls that came in, as their legs prove. */
  public Telephone telephone() {
    return new Telephone(city, joining, setting.node(), views, ports.record());
  }

  /** How the holder of a contact asks somebody else to go on. */
  public Handing handing() {
    return new Handing(city, presences);
  }

  /** How volunteers take contacts by themselves. */
  public Pulling pulling() {
    return new Pulling(city, presences);
  }

  /** What a supervisor does for contacts of others. */
  public Supervision supervision() {
    return new Supervision(city, presences);
  }

  /** Who is on, who waits and who talks in these counties. */
  public CompletionStage<ViewCity.View> view(List<CountyCode> counties) {
    return city.run(new ViewCity(counties));
  }

  /** How many wait, by county. */
  public CompletionStage<List<CountyQueue>> queue() {
    return city.run(new ViewQueue(setting.counties()));
  }

  /** Calls back whenever the contact may have changed: read again. */
  public Notices.Watch watchContact(ContactId contact, Runnable changed) {
    return ports.notices().watch("c:" + contact, revision -> changed.run());
  }

  /**
   * Calls back whenever the volunteer's work may have changed, but not for what this volunteer
   * does: whoever acts reads again afterwards.
   *
   * @param changed is given the revision, see {@link Work#revision}
   */
  public Notices.Watch watchVolunteer(VolunteerId volunteer, LongConsumer changed) {
    return ports.notices().watch("v:" + volunteer.value(), changed);
  }

  /** Calls back whenever an escalation of the city may have changed: read again. */
  public Notices.Watch watchAlarms(Runnable changed) {
    return ports.notices().watch("alarms", revision -> changed.run());
  }

  private CompletionStage<Void> setDanger(ContactId contact, boolean danger) {
    return City.refusing(ports.record().setDanger(contact, danger)).thenCompose(this::told);
  }

  /** What is on record of a contact is told to Redis. */
  CompletionStage<Void> told(Optional<Stored> row) {
    return joining.queued(city.move(new TellContact(known(row))));
  }

  /** A contact that Redis has forgotten may be one this request has closed before. */
  private CompletionStage<Void> finishing(
      CompletionStage<Moved> move, ContactId contact, long term) {
    return done(move)
        .exceptionallyCompose(failure ->
            City.cause(failure) instanceof Refusal refusal
                    && refusal.code().equals(Refusal.UNKNOWN_CONTACT)
                ? City.refusing(views.checkClosed(contact, term))
                : CompletableFuture.failedFuture(City.cause(failure)));
  }
}
