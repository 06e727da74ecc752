package org.nuanxian.gateway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.nuanxian.runtime.settings.DirectoryEntry;

/** What stands in the pages before any script. */
class FrontTest {
  private static final Pattern CALLED = Pattern.compile("class=\"call\" href=\"tel:([0-9-]+)\"");

  private static DirectoryEntry number(String number, String name) {
    return new DirectoryEntry(
        number,
        1,
        Optional.empty(),
        DirectoryEntry.Kind.SAFETY,
        1,
        number,
        name,
        name,
        "",
        "",
        true);
  }

  private static Front front(boolean open) {
    return new Front(
        open,
        List.of(number("120", "急救"), number("0796-8212345", "<b>市三院 & 心理科</b>")),
        "https://neutral.example/?a=1&b=2",
        "还没有<开通>",
        List.of("暂停服务", "Out of service"));
  }

  private static String page(String name) throws IOException {
    try (InputStream in = FrontTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<String> called(String html) {
    return CALLED.matcher(html).results().map((MatchResult found) -> found.group(1)).toList();
  }

  @Test
  void theNumbersOfTheDirectoryStandInBothPagesInTheirOrder() throws IOException {
    for (String name : List.of("/web/index.html", "/web/index.demo.html", "outage.html")) {
      String html = front(true).into(page(name));
      assertEquals(List.of("120", "0796-8212345"), called(html), name);
      assertTrue(html.contains("&lt;b&gt;市三院 &amp; 心理科&lt;/b&gt;"), name);
      assertFalse(html.contains("tel:110"), name);
    }
  }

  @Test
  void shortNumbersAreForDangerAndLongOnesForSupport() throws IOException {
    String html = front(true).into(page("/web/index.html"));
    int support = html.indexOf("心理援助</span>");
    assertTrue(html.indexOf("<a href=\"tel:120\">120</a>") < support);
    assertTrue(html.indexOf("<a href=\"tel:0796-8212345\">") > support);
  }

  @Test
  void aLineThatIsNotOpenSaysSoInsteadOfTheWayIn() throws IOException {
    String open = front(true).into(page("/web/index.html"));
    String closed = front(false).into(page("/web/index.html"));
    assertTrue(open.contains("您愿意说的,我们都愿意听。"));
    assertTrue(open.contains("data-open=\"yes\""));
    assertFalse(closed.contains("您愿意说的,我们都愿意听。"));
    assertTrue(closed.contains("<h1>还没有&lt;开通&gt;</h1>"));
    assertTrue(closed.contains("data-open=\"no\""));
    assertEquals(called(open), called(closed));
  }

  @Test
  void theQuickExitLeadsToTheNeutralPageWithoutAScriptToo() throws IOException {
    String html = front(true).into(page("/web/index.html"));
    assertTrue(html.contains("href=\"https://neutral.example/?a=1&amp;b=2\""));
    assertFalse(html.contains("baidu"));
  }

  @Test
  void theOutagePageNeedsNoScriptFontOrPicture() throws IOException {
    String html = front(true).into(page("outage.html"));
    for (String needs : List.of("<script", "<link", "<img", "url(", "@import")) {
      assertFalse(html.contains(needs), needs);
    }
  }
}
