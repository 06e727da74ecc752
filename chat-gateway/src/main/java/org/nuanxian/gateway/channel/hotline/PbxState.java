package org.nuanxian.gateway.channel.hotline;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nuanxian.dispatcher.ContactId;

/**
 * What is on a PBX when somebody comes to it: events of the time before are never told again.
 *
 * @param channels every channel, by name
 * @param bridges ours, with the channels in each
 */
record PbxState(Map<String, JsonObject> channels, Map<Bridging, Set<String>> bridges) {

  /** Reads both; what changes between is told by events. */
  static Future<PbxState> read(Ari ari) {
    Future<JsonArray> channels = ari.list("/channels");
    Future<JsonArray> bridges = ari.list("/bridges");
    return Future.all(channels, bridges)
        .map(both -> new PbxState(named(channels.result()), ours(bridges.result())));
  }

  private static Map<String, JsonObject> named(JsonArray channels) {
    return objects(channels)
        .collect(Collectors.toMap(channel -> channel.getString("id"), channel -> channel));
  }

  private static Map<Bridging, Set<String>> ours(JsonArray all) {
    Map<Bridging, Set<String>> found = new HashMap<>();
    objects(all)
        .forEach(bridge ->
            Bridging.of(bridge.getString("id"))
                .ifPresent(ours -> {
                  Set<String> inside = new HashSet<>();
                  bridge
                      .getJsonArray("channels", new JsonArray())
                      .forEach(channel -> inside.add(channel.toString()));
                  found.put(ours, inside);
                }));
    return found;
  }

  private static Stream<JsonObject> objects(JsonArray all) {
    return all.stream().map(JsonObject.class::cast);
  }

  /** Callers that our application has. */
  List<Arrival> callers() {
    return channels.values().stream()
        .map(Arrival::adopted)
        .flatMap(Optional::stream)
        .filter(Arrival::isCaller)
        .toList();
  }

  /** Legs that were answered, whatever they are for. */
  List<Arrival> legs() {
    return channels.values().stream()
        .map(Arrival::adopted)
        .flatMap(Optional::stream)
        .filter(arrival -> !arrival.isCaller())
        .toList();
  }

  /** What is in our application though it is neither. */
  List<String> strangers() {
    return channels.values().stream()
        .filter(channel -> Arrival.isInApp(channel) && Arrival.adopted(channel).isEmpty())
        .map(channel -> channel.getString("id"))
        .toList();
  }

  /** The newest bridge in which a caller is with a volunteer. */
  Optional<Talk.Joined> talkOf(String caller) {
    return bridges.entrySet().stream()
        .filter(bridge -> bridge.getValue().contains(caller))
        .flatMap(bridge ->
            bridge.getValue().stream()
                .filter(Leg::isLeg)
                .filter(channels::containsKey)
                .map(leg ->
                    new Talk.Joined(
                        new Leg(leg), Arrival.endpoint(channels.get(leg)), bridge.getKey())))
        .findFirst();
  }

  /** Whose bridges they are. */
  Set<ContactId> bridged() {
    return bridges.keySet().stream().map(Bridging::contact).collect(Collectors.toSet());
  }
}
