package org.nuanxian.gateway.web;

import io.vertx.core.Vertx;
import java.util.Optional;
import org.nuanxian.runtime.http.Edge;
import org.nuanxian.runtime.http.StaticFiles;

/**
 * Which page is at which address. The files come out of the build of {@code chat-gateway/web}, by
 * way of the class path. See {@code ops/docs/pages.md}.
 */
public final class Pages {
  private Pages() {}

  /**
   * Puts the pages of help seekers, volunteers and coordinators, their scripts, and the contract on
   * the edge.
   *
   * @param demo whether every page says, before any script runs, that nobody is on duty
   * @param footer who runs this, at the end of every page
   * @param fronts what stands in the help page before any script
   */
  public static void addTo(Edge edge, Vertx vertx, boolean demo, Footer footer, Fronts fronts) {
    String suffix = demo ? ".demo.html" : ".html";
    edge.add(
        StaticFiles.classpath(vertx, Pages.class, "web")
            .framedPage("/", "/index" + suffix)
            .page("/console", "/console" + suffix)
            .page("/roster", "/roster" + suffix)
            .page("/setup", "/setup" + suffix)
            .page("/api/docs", "/api-docs" + suffix)
            .rewritten("html", footer::into)
            .living(
                "/index" + suffix,
                request -> fronts.form(Optional.ofNullable(request.getParam("city"))),
                (city, html) -> fronts.of(city).into(html))
            .shared("/widget.js"));
    edge.add(
        StaticFiles.classpath(vertx, Pages.class, "api")
            .page("/api/v1/openapi.yaml", "/openapi.yaml"));
  }
}
