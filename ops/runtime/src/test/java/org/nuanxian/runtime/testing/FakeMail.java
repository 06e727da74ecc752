package org.nuanxian.runtime.testing;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server that speaks just enough SMTP and may behave as it should not. */
public final class FakeMail implements AutoCloseable {
  /** How it behaves. */
  public enum Manner {
    /** Takes every mail. */
    ACCEPT,
    /** Knows no recipient. */
    REFUSE,
    /** Greets nobody. */
    HANG,
    /** Says what is no SMTP. */
    GARBAGE,
    /** Says everything twice. */
    TWICE
  }

  private final NetServer server;
  private final int port;
  private final List<String> mails = new CopyOnWriteArrayList<>();
  private final List<String> words = new CopyOnWriteArrayList<>();

  /** Set by the test, read by the server. */
  private volatile Manner manner = Manner.ACCEPT;

  /** A server on a free port of loopback. */
  public FakeMail(Vertx vertx) {
    this(vertx, new NetServerOptions());
  }

  /** One that may be protected from the first byte. */
  public FakeMail(Vertx vertx, NetServerOptions options) {
    this.server = vertx.createNetServer(options).connectHandler(this::serve);
    this.port = Await.result(server.listen(0, "127.0.0.1")).actualPort();
  }

  /** Behaves so from now on. */
  public FakeMail manner(Manner now) {
    manner = now;
    return this;
  }

  /** Its port on loopback. */
  public int port() {
    return port;
  }

  /** The mails it took, as they came. */
  public List<String> mails() {
    return List.copyOf(mails);
  }

  /** What it was told outside of mails. */
  public List<String> words() {
    return List.copyOf(words);
  }

  private void serve(NetSocket socket) {
    if (manner == Manner.HANG) {
      return;
    }
    StringBuilder mail = new StringBuilder();
    boolean[] inMail = new boolean[1];
    socket.exceptionHandler(broken -> {});
    socket.handler(
        RecordParser.newDelimited(
            "\r\n",
            line -> {
              String text = line.toString();
              if (inMail[0] && text.equals(".")) {
                inMail[0] = false;
                mails.add(mail.toString());
                mail.setLength(0);
                say(socket, "250 taken");
              } else if (inMail[0]) {
                mail.append(text).append('\n');
              } else {
                inMail[0] = heard(socket, text);
              }
            }));
    say(socket, manner == Manner.GARBAGE ? "<html>" : "220 mail.example ESMTP");
  }

  /** Answers one command; whether a mail follows. */
  private boolean heard(NetSocket socket, String text) {
    words.add(text);
    String verb = text.split(" ", -1)[0].toUpperCase(Locale.ROOT);
    switch (verb) {
      case "DATA" -> {
        say(socket, "354 go on");
        return true;
      }
      case "RCPT" -> say(socket, manner == Manner.REFUSE ? "550 nobody" : "250 ok");
      case "QUIT" -> say(socket, "221 bye");
      default -> say(socket, "250 ok");
    }
    return false;
  }

  private void say(NetSocket socket, String words) {
    String once = words + "\r\n";
    socket.write(manner == Manner.TWICE ? once + once : once);
  }

  @Override
  public void close() {
    Await.result(server.close());
  }
}
