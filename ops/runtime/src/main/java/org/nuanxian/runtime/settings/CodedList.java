package org.nuanxian.runtime.settings;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A list of codes for what is counted.
 *
 * @param name like {@code topics}
 * @param version grows with each change; 1 is the shipped one
 * @param items in the order in which they are shown, retired ones included
 */
public record CodedList(String name, int version, List<Item> items) {
  /**
   * One code.
   *
   * @param code stable for ever
   * @param zh its words in Chinese
   * @param en its words in English
   * @param active false: kept for what was counted, offered no more
   */
  public record Item(String code, String zh, String en, boolean active) {}

  /** Copies the items. */
  public CodedList {
    items = List.copyOf(items);
  }

  /** The codes that may be chosen now. */
  public Set<String> codes() {
    return items.stream().filter(Item::active).map(Item::code).collect(Collectors.toSet());
  }

  /** As staff see it: both languages, retired codes included. */
  JsonObject json() {
    JsonArray all = new JsonArray();
    for (Item item : items) {
      all.add(
          new JsonObject()
              .put("code", item.code())
              .put("zh", item.zh())
              .put("en", item.en())
              .put("active", item.active()));
    }
    return new JsonObject().put("list", name).put("version", version).put("items", all);
  }

  /** As help seekers see it: what may be chosen, in their language. */
  public JsonArray choices(String language) {
    JsonArray all = new JsonArray();
    for (Item item : items) {
      if (item.active()) {
        String words = language.equals(Texts.ENGLISH) ? item.en() : item.zh();
        all.add(new JsonObject().put("code", item.code()).put("name", words));
      }
    }
    return all;
  }
}
