package org.nuanxian.bench.year;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.nuanxian.bench.Figure;
import org.nuanxian.bench.Ground;
import org.nuanxian.bench.Report;
import org.nuanxian.bench.Settings;
import org.nuanxian.dispatcher.Level;
import org.nuanxian.roster.City;
import org.nuanxian.roster.County;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.id.CountyCode;
import org.nuanxian.runtime.redis.RedisLink;

/** A year of the demo city, lived by the real scripts; the report is a page. */
public final class YearBench {
  private static final int YEAR = 365;
  private static final int QUICK = 14;
  private static final long SEED = 20_260_101;
  private static final long CLOSE_SECONDS_MAX = 10;

  private YearBench() {}

  /** Lives the days, reports the figures and writes the page. */
  public static void run(Settings settings, Report report) {
    int days = settings.quick() ? QUICK : YEAR;
    City city = demo();
    Vertx vertx = Vertx.vertx();
    Outcomes outcomes;
    try (Ground ground = Ground.open(settings.root())) {
      RedisLink link = new RedisLink(vertx, ground.redis(), new SimpleMeterRegistry());
      link.start().await(CLOSE_SECONDS_MAX, TimeUnit.SECONDS);
      outcomes =
          new Life(
                  new Present(link, city.code(), city.counties(), Life.START),
                  city.counties(),
                  SEED)
              .days(days);
      link.close().await(CLOSE_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (java.util.concurrent.TimeoutException e) {
      throw new IllegalStateException(e);
    } finally {
      vertx.close();
    }
    Outcomes.Group all = outcomes.where(one -> true);
    Outcomes.Group red = outcomes.where(one -> one.level() == Level.RED);
    figure(report, "year answered within 20 s", "%", 100 * all.within(20));
    figure(report, "year answered within 60 s", "%", 100 * all.within(60));
    figure(report, "year red unanswered", "", red.unanswered());
    figure(report, "year red within 60 s", "%", 100 * red.within(60));
    figure(report, "year red longest wait", "s", red.longest());
    System.err.println(
        "The page: " + write(settings.root(), new YearPage(outcomes, days, city.name())));
  }

  private static void figure(Report report, String name, String unit, double value) {
    report.add(Figure.of(name, unit, List.of(value), List.of(), List.of()));
  }

  private static Path write(Path root, YearPage page) {
    try {
      Path file = root.resolve("ops/benchmark/target/year.html");
      Files.createDirectories(file.getParent());
      return Files.writeString(file, page.html());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The city of the demo. */
  static City demo() {
    try (InputStream in = YearBench.class.getResourceAsStream("/demo/city.json")) {
      JsonObject root = new JsonObject(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      List<County> counties = new ArrayList<>();
      JsonArray all = root.getJsonArray("counties");
      for (int i = 0; i < all.size(); i++) {
        JsonObject county = all.getJsonObject(i);
        counties.add(
            new County(new CountyCode(county.getString("code")), county.getString("name")));
      }
      JsonObject city = root.getJsonObject("city");
      return new City(new CityCode(city.getString("code")), city.getString("name"), counties);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
