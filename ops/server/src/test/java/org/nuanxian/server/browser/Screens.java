package org.nuanxian.server.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A browser for the tests of a class, and the screens of each: photographed when it fails, closed
 * when it ends. A test fails also by what went wrong on any of them.
 */
final class Screens
    implements BeforeAllCallback, AfterTestExecutionCallback, AfterEachCallback, AfterAllCallback {
  private final Supplier<Browser> starting;

  /** Those of the test that runs. */
  private final List<Screen> open = new ArrayList<>();

  /** From the first test to the last. */
  private Browser browser;

  /** In the browser as it is. */
  Screens() {
    this(Browser::new);
  }

  /** In a browser that is started so. */
  Screens(Supplier<Browser> starting) {
    this.starting = starting;
  }

  Screen open(Size size) {
    return kept(browser.screen(size));
  }

  Screen openWithoutScripts(Size size) {
    return kept(browser.screenWithoutScripts(size));
  }

  Browser browser() {
    return browser;
  }

  private Screen kept(Screen screen) {
    open.add(screen);
    return screen;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    browser = starting.get();
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    if (context.getExecutionException().isPresent()) {
      for (int i = 0; i < open.size(); i++) {
        open.get(i).lastLook(context.getRequiredTestMethod().getName() + "-" + i);
      }
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    List<String> mistakes = open.stream().flatMap(screen -> screen.mistakes().stream()).toList();
    open.forEach(Screen::close);
    open.clear();
    assertEquals(List.of(), mistakes);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    browser.close();
  }
}
