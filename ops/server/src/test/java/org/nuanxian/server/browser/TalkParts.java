package org.nuanxian.server.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What both pages have in common: a log of words and a field to write in. */
final class TalkParts {
  private static final double PATIENCE_MILLIS = 30_000;
  private static final String ALL =
      "lines => lines.map(l => ({ seq: Number(l.dataset.seq),"
          + " text: (l.querySelector('p') ?? l).textContent.trim() }))";

  private final Page page;

  TalkParts(Page page) {
    this.page = page;
  }

  void say(String text) {
    page.locator(".composer textarea").fill(text);
    send();
  }

  /** Sends what stands in the field. */
  void send() {
    page.locator(".composer button[type=submit]").click();
  }

  /** Waits until these words stand in the log with a number: the server has them. */
  void awaitWords(String text) {
    Locator line = page.locator("[data-seq]", new Page.LocatorOptions().setHasText(text));
    line.first().waitFor();
  }

  /** Waits until nothing is on its way any more. */
  void awaitAllSent() {
    PlaywrightAssertions.assertThat(page.locator(".bubble.unsent"))
        .hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE_MILLIS));
  }

  /** Every numbered line, in the order in which it is drawn. */
  List<Said> said() {
    List<Said> lines = new ArrayList<>();
    for (Object line : (List<?>) page.locator(".log [data-seq]").evaluateAll(ALL)) {
      Map<?, ?> fields = (Map<?, ?>) line;
      lines.add(new Said(((Number) fields.get("seq")).longValue(), (String) fields.get("text")));
    }
    return lines;
  }

  /** Whether these words are anywhere on the screen. */
  void awaitText(String text) {
    page.getByText(text).first().waitFor();
  }
}
