package org.nuanxian.server.browser;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ViewportSize;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One tab at one device, and what went wrong in it. */
final class Screen implements AutoCloseable {
  private static final double PATIENCE_MILLIS = 30_000; // a slow, shared machine

  /** A refused load tells of a dead network, which tests cause on purpose. */
  private static final String NETWORK = "Failed to load resource";

  /** No answer to anything that a person can do. */
  private static final int DEFECT = 500;

  final BrowserContext context;
  final Page page;
  private final List<String> mistakes = new ArrayList<>();

  Screen(com.microsoft.playwright.Browser browser, Size size, boolean scripts) {
    context =
        browser.newContext(
            new NewContextOptions()
                .setViewportSize(size.width, size.height)
                .setLocale("zh-CN")
                .setPermissions(List.of("notifications"))
                .setJavaScriptEnabled(scripts));
    context.setDefaultTimeout(PATIENCE_MILLIS);
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS); // no test of how fast it is
    context.onWebError(error -> mistakes.add(error.error()));
    context.onConsoleMessage(message -> {
      boolean policy = message.text().contains("Content Security Policy");
      boolean error = message.type().equals("error") && !message.text().contains(NETWORK);
      if ((policy || error) && !message.text().contains("WebSocket connection to")) {
        mistakes.add(message.text());
      }
    });
    context.addInitScript(
        "addEventListener('securitypolicyviolation',"
            + " event => console.error('forbidden: ' + event.violatedDirective))");
    context.onResponse(answer -> {
      if (answer.status() == DEFECT) {
        mistakes.add("500 " + answer.url());
      }
    });
    page = context.newPage();
  }

  /** Scripts that failed, whatever the policy of the page forbade, and answers that are defects. */
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

  /**
   * Pictures for human eyes, only where they are asked for: this state in both languages, at every
   * size, light and dark. The page is left as it was found.
   */
  void picture(String name) {
    String folder = System.getenv().getOrDefault("NUANXIAN_PICTURES", "");
    if (folder.isEmpty()) {
      return;
    }
    ViewportSize before = page.viewportSize();
    String spoken = language();
    boolean dark = (boolean) page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches");
    for (String language : List.of("zh-CN", "en")) {
      if (!speak(language)) {
        continue;
      }
      for (Look look : Look.values()) {
        page.setViewportSize(look.width, look.height);
        for (ColorScheme theme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
          dress(theme);
          Path file = Path.of(folder, "%s.%s.%s.%s.png".formatted(name, language, look, theme));
          page.screenshot(new Page.ScreenshotOptions().setPath(file));
        }
      }
    }
    dress(dark ? ColorScheme.DARK : ColorScheme.LIGHT);
    page.setViewportSize(before.width, before.height);
    speak(spoken);
  }

  /** For pictures of a page without a network: it has both its languages from before. */
  void haveBothLanguages() {
    if (!System.getenv().getOrDefault("NUANXIAN_PICTURES", "").isEmpty()) {
      speak("en");
      speak("zh-CN");
    }
  }

  private void dress(ColorScheme theme) {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
  }

  /** By the page's own button, in a menu or not; false where a state has none. */
  private boolean speak(String language) {
    if (!language.equals(language())) {
      String name = language.equals("en") ? "English" : "中文";
      Locator button = page.getByText(name, new Page.GetByTextOptions().setExact(true));
      if (button.count() == 0) {
        return false;
      }
      button.first().evaluate("one => one.click()");
      page.waitForFunction("language => document.documentElement.lang === language", language);
    }
    return true;
  }

  private String language() {
    return (String) page.evaluate("document.documentElement.lang");
  }

  /** The sizes at which every state is looked at. */
  private enum Look {
    PHONE(375, 812),
    TABLET(768, 1024),
    LAPTOP(1366, 768),
    DESKTOP(1920, 1080);

    private final int width;
    private final int height;

    Look(int width, int height) {
      this.width = width;
      this.height = height;
    }
  }

  /** What a person would see when a test failed, and what went wrong before. */
  void lastLook(String name) {
    if (page.isClosed()) {
      return;
    }
    Path picture = Path.of("target", "failed", name + ".png");
    page.screenshot(new Page.ScreenshotOptions().setPath(picture));
    System.err.println("see " + picture.toAbsolutePath() + " " + mistakes);
  }

  @Override
  public void close() {
    context.close();
  }
}
