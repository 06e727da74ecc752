package org.nuanxian.runtime.settings;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The defaults, out of resources: version 1 of everything. */
final class Shipped {
  static final Texts TEXTS = texts();
  static final List<DirectoryEntry> DIRECTORY = directory();
  static final Map<String, CodedList> LISTS = lists();

  private Shipped() {}

  private static Texts texts() {
    JsonObject zh = new JsonObject(read("texts.zh.json"));
    JsonObject en = new JsonObject(read("texts.en.json"));
    Map<String, TextVersion> all = new LinkedHashMap<>();
    for (String key : zh.fieldNames()) {
      all.put(key, new TextVersion(key, 1, zh.getString(key), en.getString(key)));
    }
    return new Texts(all);
  }

  private static List<DirectoryEntry> directory() {
    List<DirectoryEntry> all = new ArrayList<>();
    for (Object each : new JsonArray(read("directory.json"))) {
      JsonObject entry = (JsonObject) each;
      all.add(
          new DirectoryEntry(
              entry.getString("id"),
              1,
              Optional.empty(),
              DirectoryEntry.Kind.WORDS.get(entry.getString("kind")),
              all.size() + 1,
              entry.getString("number"),
              entry.getString("zh"),
              entry.getString("en"),
              entry.getString("audience"),
              entry.getString("hours"),
              true));
    }
    return List.copyOf(all);
  }

  private static Map<String, CodedList> lists() {
    Map<String, CodedList> all = new LinkedHashMap<>();
    JsonObject given = new JsonObject(read("lists.json"));
    for (String name : given.fieldNames()) {
      List<CodedList.Item> items = new ArrayList<>();
      for (Object each : given.getJsonArray(name)) {
        JsonObject item = (JsonObject) each;
        items.add(
            new CodedList.Item(
                item.getString("code"), item.getString("zh"), item.getString("en"), true));
      }
      all.put(name, new CodedList(name, 1, items));
    }
    return all;
  }

  private static Buffer read(String name) {
    try (InputStream in = Objects.requireNonNull(Shipped.class.getResourceAsStream(name), name)) {
      return Buffer.buffer(in.readAllBytes());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
