package org.nuanxian.bench.hotline;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One SIP message, as plain as a telephone on loopback needs it.
 *
 * @param first the request or status line
 * @param headers each as it stands
 * @param body SDP, or empty
 */
record Sip(String first, List<String> headers, String body) {
  private static final String END = "\r\n";
  private static final String VERSION = "SIP/2.0";

  static Sip read(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    String[] parts = text.split(END + END, 2);
    List<String> lines = new ArrayList<>(List.of(parts[0].split(END, -1)));
    return new Sip(lines.removeFirst(), lines, parts.length > 1 ? parts[1] : "");
  }

  byte[] bytes() {
    StringBuilder text = new StringBuilder(first).append(END);
    headers.forEach(header -> text.append(header).append(END));
    if (!body.isEmpty()) {
      text.append("Content-Type: application/sdp").append(END);
    }
    text.append("Content-Length: ").append(body.length()).append(END).append(END).append(body);
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Of an answer; 0 of a request. */
  int status() {
    return first.startsWith(VERSION) ? Integer.parseInt(first.split(" ", 3)[1]) : 0;
  }

  /** Of a request, or of what is answered. */
  String method() {
    return status() == 0 ? first.split(" ", 2)[0] : header("CSeq").split(" ", 2)[1];
  }

  /** The first header of that name; empty when there is none. */
  String header(String name) {
    return all(name).stream()
        .findFirst()
        .map(line -> line.substring(name.length() + 1).strip())
        .orElse("");
  }

  List<String> all(String name) {
    String begin = name.toLowerCase(Locale.ROOT) + ":";
    return headers.stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(begin))
        .toList();
  }

  /** The address in a contact, without its brackets. */
  String contact() {
    return header("Contact").replaceAll("^[^<]*<([^>]*)>.*$", "$1");
  }

  /** Where the other side sends its sound from, and hears. */
  int media() {
    return body.lines()
        .filter(line -> line.startsWith("m=audio "))
        .map(line -> Integer.parseInt(line.split(" ", 3)[1]))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no sound is offered: " + first));
  }

  /** An answer to this request. */
  Sip answer(String status, String tag, String contact, String sdp) {
    List<String> lines = new ArrayList<>(all("Via"));
    lines.addAll(all("From"));
    lines.add("To: " + header("To") + (header("To").contains(";tag=") ? "" : ";tag=" + tag));
    lines.addAll(all("Call-ID"));
    lines.addAll(all("CSeq"));
    lines.add("Contact: <" + contact + ">");
    return new Sip(VERSION + " " + status, lines, sdp);
  }

  /** What a telephone that knows G.711 alone says of itself. */
  static String sdp(int port) {
    return String.join(
        END,
        "v=0",
        "o=- 1 1 IN IP4 127.0.0.1",
        "s=-",
        "c=IN IP4 127.0.0.1",
        "t=0 0",
        "m=audio " + port + " RTP/AVP 0",
        "a=rtpmap:0 PCMU/8000",
        "a=ptime:20",
        "");
  }
}
