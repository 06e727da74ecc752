package org.nuanxian.runtime.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One atomic transition, written in Lua and run by {@link RedisLink#run}.
 *
 * @param name file name without {@code .lua}
 * @param source the whole text that Redis runs
 * @param sha1 digest of the source, in lower-case hexadecimal, as EVALSHA wants it
 */
public record LuaScript(String name, String source, String sha1) {

  /** What was loaded: the files stay the same, and every city runs the same ones. */
  private static final Map<Path, LuaScript> LOADED = new ConcurrentHashMap<>();

  /** Where a script stands. */
  private record Path(Class<?> owner, String name) {}

  /**
   * Loads {@code lua/<name>.lua} beside {@code owner}, with the fragments it names, see {@link
   * LuaParts}; reads it once.
   *
   * @throws IllegalStateException when one of the files is not there
   */
  public static LuaScript load(Class<?> owner, String name) {
    return LOADED.computeIfAbsent(
        new Path(owner, name),
        at -> of(name, new LuaParts(file -> read(owner, file)).joined(name)));
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
