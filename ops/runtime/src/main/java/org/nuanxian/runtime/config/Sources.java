package org.nuanxian.runtime.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The three places a value may come from; a later one wins: file, environment, command line. */
final class Sources {
  private static final String PREFIX = "NUANXIAN_";

  private Sources() {}

  /**
   * Puts every {@code section.key} of a YAML file into {@code given}.
   *
   * @param lists what is written as a list of sections, like {@code name} or {@code section.name};
   *     its keys are {@code name.0.key}
   */
  static void file(Path path, List<String> lists, Map<String, Given> given, Mistakes mistakes) {
    try {
      YAMLMapper mapper =
          YAMLMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();
      JsonNode root = mapper.readTree(Files.readString(path));
      if (root.isMissingNode() || root.isNull()) {
        return;
      }
      if (!root.isObject()) {
        mistakes.add(path.toString(), "must hold sections with keys");
        return;
      }
      for (Map.Entry<String, JsonNode> section : root.properties()) {
        if (!listed(section.getKey(), section.getValue(), path, lists, given, mistakes)) {
          section(section.getKey(), section.getValue(), path, lists, given, mistakes);
        }
      }
    } catch (JsonProcessingException e) {
      mistakes.add(path.toString(), "is not YAML: " + e.getOriginalMessage());
    } catch (IOException e) {
      mistakes.add(path.toString(), "cannot be read");
    }
  }

  /** Reads a list of sections; false when it is none. */
  private static boolean listed(
      String name,
      JsonNode node,
      Path path,
      List<String> lists,
      Map<String, Given> given,
      Mistakes mistakes) {
    if (!lists.contains(name) || !node.isArray()) {
      return false;
    }
    for (int i = 0; i < node.size(); i++) {
      section(name + "." + i, node.get(i), path, lists, given, mistakes);
    }
    return true;
  }

  private static void section(
      String name,
      JsonNode section,
      Path path,
      List<String> lists,
      Map<String, Given> given,
      Mistakes mistakes) {
    if (!section.isObject()) {
      mistakes.add(name, "must be a section with keys");
      return;
    }
    for (Map.Entry<String, JsonNode> entry : section.properties()) {
      String key = name + "." + entry.getKey();
      if (!listed(key, entry.getValue(), path, lists, given, mistakes)) {
        value(key, entry.getValue(), path, given, mistakes);
      }
    }
  }

  private static void value(
      String key, JsonNode node, Path path, Map<String, Given> given, Mistakes mistakes) {
    String origin = path.getFileName().toString();
    if (node.isArray()) {
      List<String> parts = new ArrayList<>();
      for (JsonNode element : node) {
        if (element.isContainerNode()) {
          mistakes.add(key, "must be a list of plain values");
          return;
        }
        parts.add(element.asText());
      }
      given.put(key, new Given(List.copyOf(parts), true, origin, true));
    } else if (node.isObject()) {
      mistakes.add(key, "must be a plain value");
    } else {
      given.put(key, new Given(List.of(node.isNull() ? "" : node.asText()), false, origin, true));
    }
  }

  /**
   * Takes {@code NUANXIAN_SECTION_KEY} of the known sections, {@code NUANXIAN_LIST_0_KEY} of those
   * that are lists. Others with the prefix are left alone: container platforms put variables of
   * their own under the name of a service.
   */
  static void environment(
      Map<String, String> environment,
      List<String> sections,
      List<String> lists,
      Map<String, Given> given) {
    for (Map.Entry<String, String> entry : environment.entrySet()) {
      for (String section : sections) {
        String start = PREFIX + section.toUpperCase(Locale.ROOT) + "_";
        if (entry.getKey().startsWith(start)) {
          String rest = entry.getKey().substring(start.length()).toLowerCase(Locale.ROOT);
          given.put(key(section, rest, lists), Given.text(entry.getValue(), entry.getKey()));
        }
      }
    }
  }

  /** {@code admin_port} → {@code http.admin-port}, {@code 0_from_rung} → {@code 0.from-rung}. */
  private static String key(String section, String rest, List<String> lists) {
    String plain = section + "_" + rest;
    for (String list : lists) {
      String start = list.replace('.', '_') + "_";
      String behind = plain.startsWith(start) ? plain.substring(start.length()) : "";
      if (behind.matches("\\d+_.+")) {
        return list + "." + behind.replaceFirst("_", ".").replace('_', '-');
      }
    }
    return section + "." + rest.replace('_', '-');
  }
}
