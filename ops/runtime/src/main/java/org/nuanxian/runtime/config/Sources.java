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

  /** Puts every {@code section.key} of a YAML file into {@code given}. */
  static void file(Path path, Map<String, Given> given, Mistakes mistakes) {
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
        if (!section.getValue().isObject()) {
          mistakes.add(section.getKey(), "must be a section with keys");
          continue;
        }
        for (Map.Entry<String, JsonNode> entry : section.getValue().properties()) {
          String key = section.getKey() + "." + entry.getKey();
          value(key, entry.getValue(), path, given, mistakes);
        }
      }
    } catch (JsonProcessingException e) {
      mistakes.add(path.toString(), "is not YAML: " + e.getOriginalMessage());
    } catch (IOException e) {
      mistakes.add(path.toString(), "cannot be read");
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
   * Takes {@code NUANXIAN_SECTION_KEY} of the known sections. Others with the prefix are left
   * alone: container platforms put variables of their own under the name of a service.
   */
  static void environment(
      Map<String, String> environment, List<String> sections, Map<String, Given> given) {
    for (Map.Entry<String, String> entry : environment.entrySet()) {
      for (String section : sections) {
        String start = PREFIX + section.toUpperCase(Locale.ROOT) + "_";
        if (entry.getKey().startsWith(start)) {
          String rest = entry.getKey().substring(start.length());
          String key = section + "." + rest.toLowerCase(Locale.ROOT).replace('_', '-');
          given.put(key, Given.text(entry.getValue(), entry.getKey()));
        }
      }
    }
  }
}
