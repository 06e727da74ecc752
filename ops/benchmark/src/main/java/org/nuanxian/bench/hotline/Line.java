package org.nuanxian.bench.hotline;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.BiConsumer;

/** One caller, from the INVITE to the end. */
final class Line {
  private final String id = UUID.randomUUID().toString();
  private final Sip invite;
  private final BiConsumer<Line, Leg> hears;

  /** When the INVITE left, ns. */
  private final long since = System.nanoTime();

  /** Where the PBX's side of the sound is; empty before it answered. */
  private OptionalInt media = OptionalInt.empty();

  /** The address of later requests, once answered. */
  private String target;

  private String remote = "";
  private boolean leaving;
  private boolean heard;
  private boolean ended;
  private int packets;

  /**
   * A caller.
   *
   * @param hears told once, when the first sound of an agent arrives
   */
  Line(String place, int sound, String pbx, String called, int n, BiConsumer<Line, Leg> hears) {
    this.hears = hears;
    this.target = "sip:" + called + "@" + pbx;
    this.remote = "<" + target + ">";
    this.invite =
        new Sip(
            "INVITE " + target + " SIP/2.0",
            headers(place, "139%08d".formatted(n), 1, "INVITE"),
            Sip.sdp(sound));
  }

  private List<String> headers(String place, String from, int sequence, String method) {
    List<String> headers = new ArrayList<>();
    headers.add("Via: SIP/2.0/UDP " + place + ";branch=z9hG4bK" + UUID.randomUUID());
    headers.add("From: <sip:" + from + "@" + place + ">;tag=" + id);
    headers.add("To: " + remote);
    headers.add("Call-ID: " + id);
    headers.add("CSeq: " + sequence + " " + method);
    headers.add("Contact: <sip:caller@" + place + ">");
    headers.add("Max-Forwards: 70");
    return headers;
  }

  String id() {
    return id;
  }

  Sip invite() {
    return invite;
  }

  long since() {
    return since;
  }

  OptionalInt media() {
    return media;
  }

  /** They hung up before they were answered. */
  void leave() {
    leaving = true;
  }

  boolean isLeaving() {
    return leaving;
  }

  boolean isEnded() {
    return ended;
  }

  boolean hasHeard() {
    return heard;
  }

  /** The PBX answered. */
  void answered(Sip answer) {
    remote = answer.header("To");
    target = answer.contact();
    media = OptionalInt.of(answer.media());
  }

  Sip request(String method, String place) {
    int sequence = method.equals("ACK") ? 1 : 2;
    String from = invite.header("From").replaceAll("^<sip:([^@]*)@.*$", "$1");
    return new Sip(method + " " + target + " SIP/2.0", headers(place, from, sequence, method), "");
  }

  /** The end of an INVITE that nobody answered. */
  Sip cancel() {
    List<String> headers = new ArrayList<>(invite.headers());
    headers.replaceAll(line -> line.startsWith("CSeq:") ? "CSeq: 1 CANCEL" : line);
    return new Sip(invite.first().replace("INVITE", "CANCEL"), headers, "");
  }

  /** The acknowledgement of a refusal belongs to the INVITE. */
  Sip acknowledge(Sip refusal) {
    List<String> headers = new ArrayList<>(invite.headers());
    headers.replaceAll(line -> line.startsWith("CSeq:") ? "CSeq: 1 ACK" : line);
    headers.replaceAll(line -> line.startsWith("To:") ? "To: " + refusal.header("To") : line);
    return new Sip(invite.first().replace("INVITE", "ACK"), headers, "");
  }

  void hear(Leg leg) {
    if (!heard && !ended) {
      heard = true;
      hears.accept(this, leg);
    }
  }

  void end() {
    ended = true;
  }

  /** The number of the packet that comes next. */
  int next() {
    return packets++;
  }
}
