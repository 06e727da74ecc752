package org.nuanxian.gateway.web;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.nuanxian.runtime.config.FooterConfig;

/**
 * Who runs this, as it must stand on every page of a public site in China.
 *
 * @param config as the operator gave it
 */
public record Footer(FooterConfig config) {
  /** A footer without a word. */
  public static final Footer NONE = new Footer(FooterConfig.NONE);

  private static final String REGISTER = "https://beian.miit.gov.cn/";

  /** For pages that draw it themselves. */
  public JsonObject json() {
    JsonObject json = new JsonObject();
    config.operator().ifPresent(text -> json.put("operator", text));
    config.icpNumber().ifPresent(text -> json.put("icpNumber", text));
    config.policeFiling().ifPresent(text -> json.put("policeFiling", text));
    return json;
  }

  /** Puts it at the end of a page, readable without any script. */
  String into(String html) {
    List<String> parts = new ArrayList<>();
    config.operator().ifPresent(text -> parts.add("<span>" + Html.escaped(text) + "</span>"));
    config
        .icpNumber()
        .ifPresent(text ->
            parts.add(
                "<a href=\"" + REGISTER + "\" rel=\"noreferrer\">" + Html.escaped(text) + "</a>"));
    config.policeFiling().ifPresent(text -> parts.add("<span>" + Html.escaped(text) + "</span>"));
    if (parts.isEmpty()) {
      return html;
    }
    String footer = "<footer class=\"filing\">" + String.join(" ", parts) + "</footer>";
    return html.replace("</body>", footer + "</body>");
  }
}
