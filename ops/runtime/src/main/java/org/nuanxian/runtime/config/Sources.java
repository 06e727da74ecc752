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
   * @param lists names of the sections that are written as lists; their keys are {@code name.0.key}
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
        if (lists.contains(section.getKey()) && section.getValue().isArray()) {
          for (int i = 0; i < section.getValue().size(); i++) {
            section(section.getKey() + "." + i, section.getValue().get(i), path, given, mistakes);
          }
        } else {
          section(section.getKey(), section.getValue(), path, given, mistakes);
        }
      }
    } catch (JsonProcessingException e) {
      mistakes.add(path.toString(), "is not YAML: " + e.getOriginalMessage());
    } catch (IOException e) {
      mistakes.add(path.toString(), "cannot be read");
    }
  }

  private static void section(
      String name, JsonNode section, Path path, Map<String, Given> given, Mistakes mistakes) {
    if (!section.isObject()) {
      mistakes.add(name, "must be a section with keys");
      return;
    }
    for (Map.Entry<String, JsonNode> entry : section.properties()) {
      value(name + "." + entry.getKey(), entry.getValue(), path, given, mistakes);
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
      Map<String, String> environment, List<String> sections, Map<String, Given> given) {
    for (Map.Entry<String, String> entry : environment.entrySet()) {
      for (String section : sections) {
        String start = PREFIX + section.toUpperCase(Locale.ROOT) + "_";
        if (entry.getKey().startsWith(start)) {
          String rest = entry.getKey().substring(start.length());
          String key = section + "." + key(rest.toLowerCase(Locale.ROOT));
          given.put(key, Given.text(entry.getValue(), entry.getKey()));
        }
      }
    }
  }

  /** {@code admin_port} → {@code admin-port}, {@code 0_from_rung} → {@code 0.from-rung}. */
  private static String key(String lower) {
    return lower.replaceFirst("^(\\d+)_", "$1.").replace('_', '-');
  }
}
