package org.nuanxian.runtime.config;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Fills a record from given keys: component {@code adminPort} of section {@code http} is key {@code
 * http.admin-port}. Whatever cannot be read is noted, and a harmless value stands in until {@link
 * Mistakes#throwIfAny()}.
 */
final class Binder {
  private final Map<String, Given> given;
  private final Mistakes mistakes;
  private final Set<String> known = new HashSet<>();

  Binder(Map<String, Given> given, Mistakes mistakes) {
    this.given = given;
    this.mistakes = mistakes;
  }

  /** Whether the operator gave any key of a section. */
  boolean has(String section) {
    return given.keySet().stream().anyMatch(key -> key.startsWith(section + "."));
  }

  /** Reads one section; unknown keys in it are mistakes. */
  <T extends Record> T bind(String section, Class<T> type) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] = read(section, components[i]);
    }
    checkUnknown(key -> key.startsWith(section + "."));
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(type + " refused its values", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be filled", e);
    }
  }

  /**
   * Reads a section that is a list, {@code name.0.key}, {@code name.1.key}; what is numbered beyond
   * {@code max} is a mistake.
   */
  <T extends Record> List<T> bindList(String name, int max, Class<T> type) {
    List<T> found = new ArrayList<>();
    while (found.size() < max && has(name + "." + found.size())) {
      found.add(bind(name + "." + found.size(), type));
    }
    int read = found.size();
    Pattern place = Pattern.compile(Pattern.quote(name) + "\\.(\\d{1,9})\\..*");
    checkUnknown(key -> {
      Matcher matcher = place.matcher(key);
      return key.startsWith(name + ".")
          && !(matcher.matches() && Integer.parseInt(matcher.group(1)) < read);
    });
    return List.copyOf(found);
  }

  /** Every given key of the wanted ones that no section knows is a mistake. */
  void checkUnknown(Predicate<String> wanted) {
    for (String key : new TreeSet<>(given.keySet())) {
      if (wanted.test(key) && !known.contains(key)) {
        mistakes.add(key, "unknown key (" + given.get(key).origin() + ")");
        known.add(key); // said once
      }
    }
  }

  private Object read(String section, RecordComponent component) {
    String key = section + "." + kebab(component.getName());
    known.add(key);
    Type type = component.getGenericType();
    boolean optional = component.getType() == Optional.class;
    Type inner = optional ? ((ParameterizedType) type).getActualTypeArguments()[0] : type;
    if (inner == Secret.class) {
      return readSecret(key);
    }
    Setting setting = component.getAnnotation(Setting.class);
    Given value = given.get(key);
    if (value == null && setting.fallback().equals(Setting.REQUIRED)) {
      mistakes.add(key, "is missing");
      return standIn(component.getType());
    }
    Given used = value == null ? Given.text(setting.fallback(), "default") : value;
    try {
      if (optional) {
        String text = used.text();
        return text.isEmpty() ? Optional.empty() : Optional.of(parse(inner, used, setting));
      }
      return parse(component.getType(), used, setting);
    } catch (IllegalArgumentException e) {
      mistakes.add(key, e.getMessage() + " (" + used.origin() + ")");
      return standIn(component.getType());
    }
  }

  private Optional<Secret> readSecret(String key) {
    String fileKey = key + "-file";
    known.add(fileKey);
    Given direct = given.get(key);
    Given file = given.get(fileKey);
    if (direct != null && file != null) {
      mistakes.add(key, "is given twice, also as " + fileKey);
    } else if (direct != null && direct.inFile()) {
      mistakes.add(key, "a secret has no place in this file: use " + fileKey + " or environment");
    } else if (direct != null) {
      return Optional.of(new Secret(direct.text()));
    } else if (file != null) {
      try {
        return Optional.of(new Secret(Files.readString(Path.of(file.text())).strip()));
      } catch (IOException e) {
        mistakes.add(fileKey, "cannot be read: " + file.text());
      }
    }
    return Optional.empty();
  }

  private static Object parse(Type type, Given given, Setting setting) {
    if (type instanceof ParameterizedType || type == List.class) {
      return given.elements();
    }
    String text = given.text().strip();
    Class<?> plain = (Class<?>) type;
    if (plain == String.class) {
      return text;
    } else if (plain == Path.class) {
      return Path.of(text);
    } else if (plain == int.class) {
      return number(text, setting);
    } else if (plain == boolean.class) {
      return bool(text);
    } else if (plain == Duration.class) {
      return Durations.within(text, setting);
    } else if (plain.isEnum()) {
      return constant(plain, text);
    }
    throw new IllegalStateException("no reading for " + type);
  }

  private static int number(String text, Setting setting) {
    int value;
    try {
      value = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("must be a whole number, not \"" + text + "\"", e);
    }
    int min = Integer.parseInt(setting.min());
    int max = Integer.parseInt(setting.max());
    if (value < min || value > max) {
      throw new IllegalArgumentException("must be between " + min + " and " + max);
    }
    return value;
  }

  private static boolean bool(String text) {
    if (text.equals("true") || text.equals("false")) {
      return text.equals("true");
    }
    throw new IllegalArgumentException("must be true or false, not \"" + text + "\"");
  }

  private static Object constant(Class<?> type, String text) {
    List<String> names = new ArrayList<>();
    for (Object constant : type.getEnumConstants()) {
      String name = ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (name.equals(text)) {
        return constant;
      }
      names.add(name);
    }
    throw new IllegalArgumentException(
        names.stream().collect(Collectors.joining(", ", "must be one of ", "")));
  }

  private static Object standIn(Class<?> type) {
    if (type == int.class) {
      return 0;
    } else if (type == boolean.class) {
      return false;
    } else if (type == List.class) {
      return List.of();
    } else if (type == Optional.class) {
      return Optional.empty();
    } else if (type == Duration.class) {
      return Duration.ZERO;
    } else if (type == Path.class) {
      return Path.of("");
    } else if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    return "";
  }

  /** {@code adminPort} → {@code admin-port}. */
  static String kebab(String camel) {
    return camel.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
