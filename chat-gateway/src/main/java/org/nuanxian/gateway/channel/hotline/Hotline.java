package org.nuanxian.gateway.channel.hotline;

import io.vertx.core.Future;
import io.vertx.core.http.WebSocket;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nuanxian.dispatcher.ContactId;
import org.nuanxian.gateway.channel.hotline.standby.StandbyTable;
import org.nuanxian.runtime.config.PbxConfig;
import org.nuanxian.runtime.id.CountyCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls of one PBX. One node at a time speaks to it; while none does, talks go on, and the PBX
 * itself rings the people of its table for whoever calls.
 */
final class Hotline {
  private static final Logger LOG = LoggerFactory.getLogger(Hotline.class);

  /** Between two tries to reach a PBX. */
  private static final Duration AGAIN = Duration.ofMillis(500);

  /** How often it is looked at who is on call by the roster. */
  private static final Duration ON_CALL_EACH = Duration.ofSeconds(5);

  /** What a PBX is to tell; it would tell of every variable otherwise. */
  private static final JsonObject FILTER =
      new JsonObject()
          .put(
              "allowed",
              new JsonArray(
                  Stream.of(
                          "StasisStart",
                          "StasisEnd",
                          "ChannelDestroyed",
                          "ChannelDtmfReceived",
                          "PlaybackFinished",
                          "ContactStatusChange",
                          "ApplicationReplaced")
                      .map(type -> new JsonObject().put("type", type))
                      .toList()));

  private final PbxConfig pbx;
  private final Ari ari;
  private final Supplier<CallParts> parts;
  private final Ownership ownership;

  /** Calls by the contact that each is. */
  private final Map<ContactId, Call> calls = new HashMap<>();

  /** What the PBX said before it was known what is on it; empty once that is known. */
  private Optional<List<JsonObject>> early = Optional.of(new ArrayList<>());

  private Optional<WebSocket> stream = Optional.empty();

  /** Who is there by their own telephone, while this node speaks. */
  private Optional<OnCallPhones> onCall = Optional.empty();

  /** The table of the PBX itself; empty before this node ever spoke. */
  private Optional<StandbyTable> table = Optional.empty();

  private long onCallTimer;
  private boolean mine;
  private boolean connecting;

  /**
   * A hotline.
   *
   * @param parts what calls need; asked for while this node speaks to the PBX
   * @param ownership makes the lease, given what is done when it was gained and lost
   */
  Hotline(PbxConfig pbx, Ari ari, Supplier<CallParts> parts, Leases ownership) {
    this.pbx = pbx;
    this.ari = ari;
    this.parts = parts;
    this.ownership = ownership.of(this::gained, this::lost);
  }

  /** Makes a lease. */
  @FunctionalInterface
  interface Leases {
    Ownership of(Runnable gained, Runnable lost);
  }

  void start() {
    ownership.start();
  }

  boolean mayAsk() {
    return ownership.holds();
  }

  /** Whether this node speaks to the PBX, and hears it. */
  boolean speaks() {
    return ownership.holds() && early.isEmpty() && stream.isPresent();
  }

  private void gained() {
    mine = true;
    connect();
    CallParts now = parts.get();
    OnCallPhones phones =
        new OnCallPhones(now.shared(), now.city(), now.dispatcher(), now.numbers());
    onCall = Optional.of(phones);
    onCallTimer =
        now.shared().vertx().setPeriodic(0, ON_CALL_EACH.toMillis(), tick -> phones.look());
    if (table.isEmpty()) {
      table = Optional.of(new StandbyTable(now.shared(), ari, pbx, now.city(), now.numbers()));
    }
    table.ifPresent(StandbyTable::begin);
  }

  private void lost() {
    mine = false;
    stream.ifPresent(open -> open.close());
    stream = Optional.empty();
    calls.values().forEach(Call::close);
    calls.clear();
    onCall.ifPresent(phones -> {
      parts.get().shared().vertx().cancelTimer(onCallTimer);
      phones.end();
    });
    onCall = Optional.empty();
    table.ifPresent(StandbyTable::end);
  }

  private void connect() {
    if (connecting || !mine) {
      return;
    }
    connecting = true;
    early = Optional.of(new ArrayList<>());
    ari.events(HotlineChannel.APP)
        .compose(open -> {
          stream = Optional.of(open);
          open.textMessageHandler(this::event);
          open.closeHandler(closed -> broken(open));
          open.exceptionHandler(failure -> open.close());
          return ari.put("/applications/" + HotlineChannel.APP + "/eventFilter", FILTER)
              .compose(heard -> PbxState.read(ari))
              .compose(this::adopt);
        })
        .onComplete(done -> {
          connecting = false;
          if (done.failed()) {
            LOG.warn("the PBX {} cannot be reached: {}", pbx.id(), done.cause().getMessage());
            stream.ifPresent(open -> open.close());
            later();
          } else {
            LOG.info("this node speaks to the PBX {}", pbx.id());
          }
        });
  }

  private void broken(WebSocket which) {
    if (stream.filter(open -> open == which).isPresent()) {
      stream = Optional.empty();
      later();
    }
  }

  private void later() {
    if (mine) {
      parts.get().shared().vertx().setTimer(AGAIN.toMillis(), due -> connect());
    }
  }

  /** Makes the calls of this node those of the PBX. */
  private Future<Void> adopt(PbxState state) {
    if (!mine) {
      return Future.failedFuture(new PbxAway("the lease is over"));
    }
    for (Call call : List.copyOf(calls.values())) {
      call.stillThere(state.channels().keySet());
    }
    for (Arrival arrival : state.callers()) {
      if (!calls.containsKey(contact(arrival.id()))) {
        List<Talk.Answered> waiting =
            state.legs().stream()
                .filter(leg -> leg.contact().equals(contact(arrival.id())))
                .map(Arrival::answered)
                .toList();
        take(arrival).adopt(state.talkOf(arrival.id()), waiting);
      }
    }
    for (Arrival leg : state.legs()) {
      if (!calls.containsKey(leg.contact())) {
        parts.get().done(ari.delete("/channels/" + leg.id())); // whoever called is gone
      }
    }
    state.strangers().forEach(this::giveBack);
    for (Bridging bridge : state.bridges().keySet()) {
      if (!calls.containsKey(bridge.contact())) {
        parts.get().done(bridge.end(ari));
      }
    }
    List<JsonObject> before = early.orElseGet(List::of);
    early = Optional.empty();
    before.forEach(this::act);
    return learnEnds(
        state.channels().keySet().stream().map(this::contact).collect(Collectors.toSet()));
  }

  /**
   * Who was here when nobody listened, and is not any more.
   *
   * @param there whoever is on the PBX, also those whom its own table serves
   */
  private Future<Void> learnEnds(Set<ContactId> there) {
    CallParts now = parts.get();
    return now.desk()
        .open()
        .map(open -> {
          open.stream()
              .filter(contact -> !calls.containsKey(contact) && !there.contains(contact))
              .forEach(contact -> now.done(now.desk().hungUp(contact)));
          return null;
        });
  }

  private ContactId contact(String channel) {
    return Caller.contact(pbx.id(), channel);
  }

  private void event(String text) {
    JsonObject event;
    try {
      event = new JsonObject(text);
    } catch (DecodeException garbage) {
      parts.get().swallowed();
      return;
    }
    if (early.isPresent()) {
      early.get().add(event);
    } else {
      act(event);
    }
  }

  private void act(JsonObject event) {
    String channel = word(event, "channel", "id");
    switch (event.getString("type", "")) {
      case "StasisStart" ->
          Arrival.told(event).ifPresentOrElse(this::arrived, () -> giveBack(channel));
      case "StasisEnd", "ChannelDestroyed" -> gone(channel);
      case "ChannelDtmfReceived" -> key(channel, event.getString("digit", ""));
      case "PlaybackFinished" -> played(event.getJsonObject("playback"));
      case "ContactStatusChange" -> contactChanged(event);
      case "ApplicationReplaced" -> LOG.info("another node speaks to the PBX {}", pbx.id());
      default -> {} // of no meaning to a call
    }
  }

  /**
   * The watch of the PBX, which asks whether somebody is here; or what nobody knows. By such a
   * channel the notes of the PBX can be read.
   */
  private void giveBack(String channel) {
    CallParts now = parts.get();
    new LoneCalls(ari, now.desk(), this::caller)
        .learn(channel)
        .onFailure(away -> now.swallowed()) // the notes stand until they are written down
        .eventually(() -> ari.post("/channels/" + channel + "/continue", new JsonObject()))
        .onFailure(away -> now.swallowed());
  }

  private Caller caller(String channel, LoneCalls.Note note) {
    Map<String, CountyCode> counties = pbx.counties();
    return new Caller(
        channel,
        contact(channel),
        CallerId.of(note.number(), Optional.empty(), counties.keySet()),
        note.called(),
        Optional.ofNullable(counties.get(note.called())).orElseGet(this::firstCounty),
        note.since());
  }

  private static String word(JsonObject event, String part, String name) {
    return event.getJsonObject(part, new JsonObject()).getString(name, "");
  }

  private void arrived(Arrival arrival) {
    if (!arrival.isCaller()) {
      Call call = calls.get(arrival.contact());
      if (call == null) {
        parts.get().done(ari.delete("/channels/" + arrival.id()));
      } else {
        call.answered(arrival.answered());
      }
    } else if (!calls.containsKey(contact(arrival.id()))) {
      take(arrival).begin();
    }
  }

  private Call take(Arrival arrival) {
    Map<String, CountyCode> counties = pbx.counties();
    CountyCode county =
        Optional.ofNullable(counties.get(arrival.called())).orElseGet(this::firstCounty);
    Caller caller =
        new Caller(
            arrival.id(),
            contact(arrival.id()),
            CallerId.of(arrival.number(), arrival.diverted(), counties.keySet()),
            arrival.called(),
            county,
            arrival.at());
    Call call = new Call(parts.get(), caller, over -> calls.remove(over.caller().contact()));
    calls.put(caller.contact(), call);
    return call;
  }

  /** Of a number that leads here though nobody wrote it down. */
  private CountyCode firstCounty() {
    return new CountyCode(pbx.numbers().getFirst().split("=", -1)[1]);
  }

  private void gone(String channel) {
    of(channel).forEach(call -> call.gone(channel));
  }

  private void key(String channel, String digit) {
    if (digit.length() == 1) {
      of(channel).forEach(call -> call.key(channel, digit.charAt(0)));
    }
  }

  private void played(JsonObject playback) {
    String target = playback.getString("target_uri", "").replaceFirst("^channel:", "");
    of(target).forEach(call -> call.played(playback.getString("id", "")));
  }

  /** The call of a channel; a caller's is found by its name. */
  private List<Call> of(String channel) {
    Call callers = calls.get(contact(channel));
    return callers != null
        ? List.of(callers)
        : calls.values().stream().filter(call -> call.has(channel)).toList();
  }

  /** A page that registers anew takes its older registration away: only who has none is gone. */
  private void contactChanged(JsonObject event) {
    String status = word(event, "contact_info", "contact_status");
    String endpoint = word(event, "endpoint", "resource");
    if (!status.equals("Removed") && !status.equals("Unreachable")) {
      return;
    }
    ari.read("/endpoints/PJSIP/" + endpoint)
        .map(found -> found.getString("state", "").equals("offline"))
        .recover(failure ->
            AriRefused.isGone(failure)
                ? Future.succeededFuture(true)
                : Future.failedFuture(failure))
        .onSuccess(offline -> {
          if (offline) {
            List.copyOf(calls.values()).forEach(call -> call.lost(endpoint));
          }
        })
        .onFailure(away -> parts.get().swallowed());
  }

  /** Speaks no more; talks go on, and the PBX takes new calls by itself. */
  void stop() {
    ownership.stop();
  }

  Future<Void> close() {
    return ari.close();
  }
}
