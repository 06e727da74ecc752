package org.nuanxian.runtime.testing.phone;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.nuanxian.runtime.testing.Await;

/** One call of a {@link Phone}, in either direction. */
public final class Call {
  private final Phone phone;
  private final String id;
  private final String tag = UUID.randomUUID().toString();
  private final Sound sound;

  /** Where requests go. */
  private final InetSocketAddress peer;

  /** The INVITE, ours or theirs. */
  private SipMessage invite;

  private final boolean outgoing;

  /** The last answer to our INVITE, or what we answered; 0 before. Written under this. */
  private int status;

  /** What stands in To and in the address of later requests, once known. */
  private String remote;

  private String target;
  private int sequence = 1;
  private boolean ended;

  private Call(Phone phone, String id, InetSocketAddress peer, boolean outgoing) {
    this.phone = phone;
    this.id = id;
    this.peer = peer;
    this.outgoing = outgoing;
    this.sound = new Sound(phone.address());
  }

  static Call to(
      Phone phone, InetSocketAddress peer, String from, String called, List<String> more) {
    Call call = new Call(phone, UUID.randomUUID().toString(), peer, true);
    call.target = "sip:" + called + "@" + Phone.text(peer);
    call.remote = "<" + call.target + ">";
    List<String> headers = call.headers("INVITE", from);
    headers.addAll(more);
    call.invite = new SipMessage("INVITE " + call.target + " SIP/2.0", headers, call.sdp());
    return call;
  }

  static Call from(Phone phone, InetSocketAddress peer, SipMessage invite) {
    Call call = new Call(phone, invite.header("Call-ID").orElseThrow(), peer, false);
    call.invite = invite;
    call.remote = invite.header("From").orElseThrow();
    call.target = address(invite.header("Contact").orElseThrow());
    call.listenTo(invite);
    return call;
  }

  /** What both sides call this call. */
  public String id() {
    return id;
  }

  /** A header of the INVITE, for instance {@code From}. */
  public Optional<String> header(String name) {
    return invite.header(name);
  }

  /** The sound of it. */
  public Sound sound() {
    return sound;
  }

  /** The last answer to the INVITE: 180 rings, 200 talks, 486 busy; 0 before any. */
  public synchronized int status() {
    return status;
  }

  /** Whether it is over, by whomever. */
  public synchronized boolean ended() {
    return ended;
  }

  /** Waits until it is answered. */
  public Call awaitAnswer() {
    Await.until("the call is answered", () -> status() == 200);
    return this;
  }

  /** Waits until it is over. */
  public Call awaitEnd() {
    Await.until("the call is over", this::ended);
    return this;
  }

  /** Takes a call that rings here. */
  public synchronized Call answer() {
    reply("200 OK", sdp());
    status = 200;
    return this;
  }

  /** Refuses a call that rings here, for instance with {@code 486 Busy Here}. */
  public synchronized Call refuse(String how) {
    reply(how, "");
    end();
    return this;
  }

  /** Hangs up, in whatever state it is. */
  public synchronized Call hangUp() {
    if (ended) {
      return this;
    }
    if (status == 200) {
      sequence++;
      request("BYE", sequence, List.of());
      end();
    } else if (outgoing) {
      List<String> headers = new ArrayList<>(invite.headers());
      headers.replaceAll(line -> line.startsWith("CSeq") ? "CSeq: 1 CANCEL" : line);
      phone.send(new SipMessage("CANCEL " + target + " SIP/2.0", headers, ""), peer);
    } else {
      refuse("486 Busy Here");
    }
    return this;
  }

  /** Is gone without a word: no sound, no answer to anything. */
  public synchronized void vanish() {
    phone.forget(this);
    end();
  }

  void invite() {
    phone.send(invite, peer);
  }

  synchronized void ring() {
    status = 180;
    reply("180 Ringing", "");
  }

  /** Whatever comes with this call's id. */
  synchronized void take(SipMessage message) {
    if (message.status() > 0) {
      if (message.method().equals("INVITE")) {
        takeAnswer(message);
      }
      return;
    }
    switch (message.method()) {
      case "ACK" -> {}
      case "BYE", "CANCEL" -> {
        boolean open = message.method().equals("CANCEL") && status < 200;
        phone.send(message.answer("200 OK", tag, List.of(), ""), peer);
        if (open) {
          reply("487 Request Terminated", "");
        }
        end();
      }
      case "INVITE" -> {
        if (message.header("CSeq").equals(invite.header("CSeq")) && !outgoing) {
          return; // once more, because our answer was slow
        }
        listenTo(message);
        phone.send(message.answer("200 OK", tag, List.of(contact()), sdp()), peer);
      }
      default -> phone.send(message.answer("200 OK", tag, List.of(), ""), peer);
    }
  }

  private void takeAnswer(SipMessage answer) {
    boolean known = status >= 200;
    status = known ? status : answer.status();
    if (answer.status() < 200) {
      return;
    }
    remote = answer.header("To").orElseThrow();
    if (answer.status() == 200) {
      target = address(answer.header("Contact").orElseThrow());
      listenTo(answer);
      request("ACK", 1, List.of());
      return;
    }
    // The answer to a refusal belongs to the same transaction.
    request("ACK", 1, invite.all("Via"));
    end();
  }

  private void end() {
    ended = true;
    sound.close();
  }

  private void reply(String how, String body) {
    phone.send(invite.answer(how, tag, List.of(contact()), body), peer);
  }

  private void request(String method, int number, List<String> via) {
    List<String> headers = headers(method, ownName());
    headers.replaceAll(line -> line.startsWith("CSeq") ? "CSeq: " + number + " " + method : line);
    if (!via.isEmpty()) {
      headers.set(0, "Via: " + via.getFirst());
    }
    phone.send(new SipMessage(method + " " + target + " SIP/2.0", headers, ""), peer);
  }

  /** Our name, as it stood in the INVITE. */
  private String ownName() {
    String own = invite.header(outgoing ? "From" : "To").orElseThrow();
    return own.replaceAll("^.*sip:([^@>]*)@.*$", "$1");
  }

  private List<String> headers(String method, String from) {
    List<String> headers = new ArrayList<>();
    headers.add("Via: SIP/2.0/UDP " + phone.text() + ";branch=z9hG4bK" + UUID.randomUUID());
    headers.add("From: <sip:" + from + "@" + phone.text() + ">;tag=" + tag);
    headers.add("To: " + remote);
    headers.add("Call-ID: " + id);
    headers.add("CSeq: " + sequence + " " + method);
    headers.add("Max-Forwards: 70");
    headers.add(contact());
    return headers;
  }

  private String contact() {
    return "Contact: <sip:phone@" + phone.text() + ">";
  }

  private String sdp() {
    String host = phone.address().getHostAddress();
    return String.join(
        "\r\n",
        "v=0",
        "o=phone 1 1 IN IP4 " + host,
        "s=-",
        "c=IN IP4 " + host,
        "t=0 0",
        "m=audio " + sound.port() + " RTP/AVP 0 " + Sound.KEYS,
        "a=rtpmap:0 PCMU/8000",
        "a=rtpmap:" + Sound.KEYS + " telephone-event/8000",
        "a=fmtp:" + Sound.KEYS + " 0-15",
        "a=ptime:20",
        "");
  }

  private void listenTo(SipMessage message) {
    String host = "";
    for (String line : message.body().split("\r\n", -1)) {
      if (line.startsWith("c=IN IP4 ")) {
        host = line.substring(9);
      } else if (line.startsWith("m=audio ")) {
        sound.to(new InetSocketAddress(host, Integer.parseInt(line.split(" ", -1)[1])));
      }
    }
  }

  private static String address(String contact) {
    return contact.replaceAll("^.*<([^>]*)>.*$", "$1");
  }
}
