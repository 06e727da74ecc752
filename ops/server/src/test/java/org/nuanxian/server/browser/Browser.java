package org.nuanxian.server.browser;

import com.google.gson.JsonElement;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
                    .setArgs(FLAGS));
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
    renderers().forEach(Signals::freeze);
  }

  /** Wakes them. */
  void wake() {
    renderers().forEach(Signals::wake);
  }

  private List<Long> renderers() {
    CDPSession session = chromium.newBrowserCDPSession();
    List<Long> renderers = new ArrayList<>();
    for (JsonElement process :
        session.send("SystemInfo.getProcessInfo").getAsJsonArray("processInfo")) {
      if (process.getAsJsonObject().get("type").getAsString().equals("renderer")) {
        renderers.add(process.getAsJsonObject().get("id").getAsLong());
      }
    }
    session.detach();
    return renderers;
  }

  @Override
  public void close() {
    playwright.close();
  }
}
