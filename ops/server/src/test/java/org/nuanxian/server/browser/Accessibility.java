package org.nuanxian.server.browser;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What axe-core finds against WCAG 2.2 AA, and who may be speaking by themselves. */
final class Accessibility {
  private static final Path AXE =
      Path.of("../../chat-gateway/web/node_modules/axe-core/axe.min.js");

  private static final String RUN =
      "() => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa',"
          + " 'wcag22aa', 'best-practice'] }).then(found => found.violations.flatMap(rule =>"
          + " rule.nodes.map(node => rule.id + ' ' + node.target.join(' ') + ': '"
          + " + node.failureSummary)))";

  /** Counts what a screen reader would be made to say from now on. */
  private static final String LISTEN =
      "() => { window.spoken = []; const watch = region => new MutationObserver(() =>"
          + " window.spoken.push(region.textContent.trim())).observe(region, { childList: true,"
          + " characterData: true, subtree: true }); document.querySelectorAll('[role=status],"
          + " [role=alert], [aria-live=polite], [aria-live=assertive]').forEach(watch); }";

  private Accessibility() {}

  /** Every finding, by rule and element; empty when there is none. */
  static List<String> findings(Page page) {
    page.evaluate(script());
    return texts(page.evaluate(RUN));
  }

  /** Begins to note what live regions say. */
  static void listen(Page page) {
    page.evaluate(LISTEN);
  }

  /** What was said since. */
  static List<String> spoken(Page page) {
    return texts(page.evaluate("window.spoken"));
  }

  /** How many live regions hold words now. */
  static List<String> live(Page page) {
    return texts(
        page.evaluate(
            "[...document.querySelectorAll('[role=status], [role=alert], [aria-live=polite],"
                + " [aria-live=assertive]')].filter(one => one.checkVisibility())"
                + ".map(one => one.textContent.trim()).filter(text => text)"));
  }

  /** The roles and names of headings, as they follow each other. */
  static Map<String, List<String>> outline(Page page) {
    return Map.of(
        "headings",
        texts(
            page.evaluate(
                "[...document.querySelectorAll('h1, h2')].filter(h => h.checkVisibility()).map(h => h.textContent.trim())")));
  }

  private static String script() {
    try {
      return Files.readString(AXE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> texts(Object found) {
    List<String> all = new ArrayList<>();
    for (Object one : (List<?>) found) {
      all.add((String) one);
    }
    return all;
  }
}
