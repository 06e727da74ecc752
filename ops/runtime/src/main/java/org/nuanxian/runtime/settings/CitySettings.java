package org.nuanxian.runtime.settings;

import java.util.List;
import java.util.Map;

/**
 * What is true for a city now.
 *
 * @param open whether its line is open
 * @param texts approved texts
 * @param directory numbers as they were confirmed, taken out ones left out, in order
 * @param lists by name
 */
public record CitySettings(
    boolean open, Texts texts, List<DirectoryEntry> directory, Map<String, CodedList> lists) {

  /** Copies list and map. */
  public CitySettings {
    directory = List.copyOf(directory);
    lists = Map.copyOf(lists);
  }

  /** What holds for a city nobody has set up. */
  static CitySettings shipped() {
    return new CitySettings(false, Shipped.TEXTS, Shipped.DIRECTORY, Shipped.LISTS);
  }

  /** Whom to call in danger. */
  public List<DirectoryEntry> safety() {
    return directory.stream().filter(DirectoryEntry::safety).toList();
  }

  /**
   * A list by its name.
   *
   * @throws IllegalArgumentException when there is no such list
   */
  public CodedList list(String name) {
    CodedList list = lists.get(name);
    if (list == null) {
      throw new IllegalArgumentException("no list " + name);
    }
    return list;
  }
}
