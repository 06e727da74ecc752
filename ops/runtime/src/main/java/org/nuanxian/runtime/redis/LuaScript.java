package org.nuanxian.runtime.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One atomic transition, written in Lua and run by {@link RedisLink#run}.
 *
 * @param name file name without {@code .lua}
 * @param source the whole text that Redis runs
 * @param sha1 digest of the source, in lower-case hexadecimal, as EVALSHA wants it
 */
public record LuaScript(String name, String source, String sha1) {

  /** Names the fragments a file stands on, in its first lines. */
  private static final Pattern USES = Pattern.compile("(?m)^-- uses: (.+)$");

  /**
   * Loads {@code lua/<name>.lua} beside {@code owner}. The fragments that a line {@code -- uses: a
   * b} names, and those that they name, are put in front of it, each once and after what it uses.
   *
   * @throws IllegalStateException when one of the files is not there
   */
  public static LuaScript load(Class<?> owner, String name) {
    Map<String, String> files = new LinkedHashMap<>();
    collect(owner, name, files);
    return of(name, String.join("\n", files.values()));
  }

  private static void collect(Class<?> owner, String name, Map<String, String> files) {
    if (files.containsKey(name)) {
      return;
    }
    String text = read(owner, name);
    Matcher uses = USES.matcher(text);
    if (uses.find()) {
      for (String fragment : uses.group(1).split(" ", -1)) {
        collect(owner, fragment, files);
      }
    }
    files.put(name, text);
  }

  /** A script whose text is at hand. */
  public static LuaScript of(String name, String source) {
    return new LuaScript(name, source, digest(source));
  }

  private static String read(Class<?> owner, String name) {
    String path = "lua/" + name + ".lua";
    try (InputStream in = owner.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException(path + " is not beside " + owner.getName());
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(String source) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      return HexFormat.of().formatHex(sha1.digest(source.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
