package org.nuanxian.gateway.channel.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.nuanxian.runtime.id.CityCode;
import org.nuanxian.runtime.settings.DirectoryEntry;
import org.nuanxian.runtime.settings.Settings;
import org.nuanxian.runtime.settings.Texts;

/** Whom to call in danger: the directory of the city; until it has its own, what is shipped. */
final class SafetyCard {
  private final Settings settings;

  SafetyCard(Settings settings) {
    this.settings = settings;
  }

  JsonArray of(CityCode city) {
    return of(settings.of(city).safety(), Texts.CHINESE);
  }

  JsonArray of(CityCode city, String language) {
    return of(settings.of(city).safety(), language);
  }

  /** When the city is not known. */
  JsonArray shipped() {
    return of(Settings.shipped().safety(), Texts.CHINESE);
  }

  private static JsonArray of(List<DirectoryEntry> entries, String language) {
    JsonArray card = new JsonArray();
    for (DirectoryEntry entry : entries) {
      card.add(new JsonObject().put("number", entry.number()).put("name", entry.name(language)));
    }
    return card;
  }
}
