package org.nuanxian.runtime.testing.phone;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One message of RFC 3261, as plain as a telephone of the tests needs it.
 *
 * @param start the first line
 * @param headers each as it stands, {@code Name: value}
 * @param body SDP, or empty
 */
record SipMessage(String start, List<String> headers, String body) {

  static SipMessage parse(byte[] bytes, int length) {
    String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
    int end = text.indexOf("\r\n\r\n");
    String head = end < 0 ? text : text.substring(0, end);
    List<String> lines = new ArrayList<>(List.of(head.split("\r\n", -1)));
    return new SipMessage(lines.removeFirst(), lines, end < 0 ? "" : text.substring(end + 4));
  }

  /** The status of an answer; 0 for a request. */
  int status() {
    return start.startsWith("SIP/2.0 ") ? Integer.parseInt(start.substring(8, 11)) : 0;
  }

  /** The method of a request, or of the request that is answered. */
  String method() {
    return status() == 0
        ? start.substring(0, start.indexOf(' '))
        : header("CSeq").orElseThrow().split(" ", -1)[1];
  }

  Optional<String> header(String name) {
    return all(name).stream().findFirst();
  }

  List<String> all(String name) {
    String begin = name.toLowerCase(Locale.ROOT) + ":";
    return headers.stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(begin))
        .map(line -> line.substring(begin.length()).strip())
        .toList();
  }

  /** An answer to this request. */
  SipMessage answer(String status, String tag, List<String> more, String body) {
    List<String> lines = new ArrayList<>();
    all("Via").forEach(via -> lines.add("Via: " + via));
    all("Record-Route").forEach(route -> lines.add("Record-Route: " + route));
    lines.add("From: " + header("From").orElseThrow());
    String to = header("To").orElseThrow();
    lines.add("To: " + (to.contains(";tag=") ? to : to + ";tag=" + tag));
    lines.add("Call-ID: " + header("Call-ID").orElseThrow());
    lines.add("CSeq: " + header("CSeq").orElseThrow());
    lines.addAll(more);
    return new SipMessage("SIP/2.0 " + status, lines, body);
  }

  byte[] bytes() {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    String text =
        start
            + "\r\n"
            + String.join("\r\n", headers)
            + (length > 0 ? "\r\nContent-Type: application/sdp" : "")
            + "\r\nContent-Length: "
            + length
            + "\r\n\r\n"
            + body;
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
