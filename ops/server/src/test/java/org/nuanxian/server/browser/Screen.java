package org.nuanxian.server.browser;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One tab at one device, and what went wrong in it. */
final class Screen implements AutoCloseable {
  private static final double PATIENCE_MILLIS = 30_000; // a slow, shared machine

  /** A refused load tells of a dead network, which tests cause on purpose. */
  private static final String NETWORK = "Failed to load resource";

  final BrowserContext context;
  final Page page;
  private final List<String> mistakes = new ArrayList<>();

  Screen(com.microsoft.playwright.Browser browser, Size size, boolean scripts) {
    context =
        browser.newContext(
            new NewContextOptions()
                .setViewportSize(size.width, size.height)
                .setLocale("zh-CN")
                .setJavaScriptEnabled(scripts));
    context.setDefaultTimeout(PATIENCE_MILLIS);
    context.onWebError(error -> mistakes.add(error.error()));
    context.onConsoleMessage(message -> {
      boolean policy = message.text().contains("Content Security Policy");
      boolean error = message.type().equals("error") && !message.text().contains(NETWORK);
      if ((policy || error) && !message.text().contains("WebSocket connection to")) {
        mistakes.add(message.text());
      }
    });
    page = context.newPage();
  }

  /** Scripts that failed and whatever the policy of the page forbade. */
  List<String> mistakes() {
    return List.copyOf(mistakes);
  }

  /** Horizontal scrolling is a mistake of the layout. */
  int pixelsTooWide() {
    Object wide =
        page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth");
    return ((Number) wide).intValue();
  }

  /** A picture for human eyes, only where one is asked for. */
  void picture(String name) {
    String folder = System.getenv().getOrDefault("NUANXIAN_PICTURES", "");
    if (!folder.isEmpty()) {
      page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(folder, name + ".png")));
    }
  }

  /** What a person would see when a test failed, and what went wrong before. */
  void lastLook(String name) {
    Path picture = Path.of("target", "failed", name + ".png");
    page.screenshot(new Page.ScreenshotOptions().setPath(picture));
    System.err.println("see " + picture.toAbsolutePath() + " " + mistakes);
  }

  @Override
  public void close() {
    context.close();
  }
}
