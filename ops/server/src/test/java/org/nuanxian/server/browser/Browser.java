package org.nuanxian.server.browser;

import com.google.gson.JsonElement;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.nuanxian.server.testing.Signals;

/** The installed Chromium, without a network of its own. */
final class Browser implements AutoCloseable {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          // Pages that a test invents come from nowhere, which Chromium takes for the public
          // network.
          "--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser chromium;

  Browser() {
    this(List.of());
  }

  /** With more words on its command line. */
  private Browser(List<String> more) {
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    chromium =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setHeadless(true)
                    .setArgs(Stream.of(FLAGS, more).flatMap(List::stream).toList()));
  }

  /** One whose microphone hears this recording, again and again. */
  static Browser hearing(Path recording) {
    return new Browser(
        List.of(
            "--allow-loopback-in-peer-connection",
            "--use-fake-device-for-media-stream",
            "--use-file-for-fake-audio-capture=" + recording));
  }

  /** A person at a device of their own: nothing is shared with others. */
  Screen screen(Size size) {
    return new Screen(chromium, size, true);
  }

  /** The same for a browser that runs no scripts. */
  Screen screenWithoutScripts(Size size) {
    return new Screen(chromium, size, false);
  }

  /** Stops every page of this browser, as a phone does that sleeps; the network goes on. */
  void freeze() {
    processes("renderer").forEach(Signals::freeze);
  }

  /** Wakes them. */
  void wake() {
    processes("renderer").forEach(Signals::wake);
  }

  /** Kill -9: nobody is told anything. */
  void kill() {
    processes("browser").forEach(Signals::kill);
  }

  private List<Long> processes(String type) {
    CDPSession session = chromium.newBrowserCDPSession();
    List<Long> found = new ArrayList<>();
    for (JsonElement process :
        session.send("SystemInfo.getProcessInfo").getAsJsonArray("processInfo")) {
      if (process.getAsJsonObject().get("type").getAsString().equals(type)) {
        found.add(process.getAsJsonObject().get("id").getAsLong());
      }
    }
    session.detach();
    return found;
  }

  @Override
  public void close() {
    playwright.close();
  }
}
