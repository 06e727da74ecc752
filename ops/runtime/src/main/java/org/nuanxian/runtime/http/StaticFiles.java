package org.nuanxian.runtime.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Pages and files out of the class path or a folder, kept in memory once read. Files with a hash in
 * their name never change and are kept by browsers for a year; all others are asked for again by
 * ETag. A path is looked up only if it is made of plain names, so that none leads out of the
 * folder.
 */
public final class StaticFiles {
  /** Largest file kept and served; the largest script of a page has a tenth of this. */
  private static final int FILE_BYTES_MAX = 8 * 1024 * 1024;

  /** Files kept in memory; a build of the pages has fewer. */
  private static final int FILES_MAX = 2_000;

  private static final Pattern PLAIN = Pattern.compile("(/[A-Za-z0-9_][A-Za-z0-9_.@-]*)+");
  private static final Pattern HASHED =
      Pattern.compile("/assets/.*-[A-Za-z0-9_-]{8,}\\.[a-z0-9]+(\\.map)?");

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("mjs", "text/javascript; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("json", "application/json; charset=utf-8"),
          Map.entry("map", "application/json; charset=utf-8"),
          Map.entry("webmanifest", "application/manifest+json; charset=utf-8"),
          Map.entry("txt", "text/plain; charset=utf-8"),
          Map.entry("yaml", "application/yaml; charset=utf-8"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("mp3", "audio/mpeg"),
          Map.entry("wav", "audio/wav"),
          Map.entry("ogg", "audio/ogg"));

  /** Where bytes come from. */
  @FunctionalInterface
  private interface Source {
    Optional<InputStream> open(String path) throws IOException;
  }

  private final Vertx vertx;
  private final Source source;
  private final Map<String, String> pages = new HashMap<>();
  private final Set<String> framed = new HashSet<>();
  private final Map<String, UnaryOperator<String>> rewrites = new HashMap<>();
  private final Map<String, Living> living = new HashMap<>();
  private final Set<String> shared = new HashSet<>();

  /** How a file is filled in: which of its few forms a request asks for, and that form's text. */
  private record Living(
      Function<HttpServerRequest, String> form, BinaryOperator<String> formAndFile) {}

  /** A living file as it was filled in last. */
  private record Filled(String text, StaticFile file) {}

  /** By path and form. */
  private final Map<String, Filled> filled = new ConcurrentHashMap<>();

  /** Files read so far, by path; filled by worker threads. */
  private final Map<String, StaticFile> read = new ConcurrentHashMap<>();

  /** Whether what was read once is served for ever. */
  private final boolean kept;

  private StaticFiles(Vertx vertx, Source source, boolean kept) {
    this.vertx = vertx;
    this.source = source;
    this.kept = kept;
  }

  /**
   * Files of the class path.
   *
   * @param owner a class of the module that holds them
   * @param root folder in the class path, like {@code web}
   */
  public static StaticFiles classpath(Vertx vertx, Class<?> owner, String root) {
    ClassLoader loader = owner.getClassLoader();
    return new StaticFiles(
        vertx, path -> Optional.ofNullable(loader.getResourceAsStream(root + path)), true);
  }

  /**
   * Files of a folder, like proofs of ownership that outside platforms ask for at the root; read
   * anew each time, so that one can be put there or changed while the node runs.
   */
  public static StaticFiles folder(Vertx vertx, Path root) {
    return new StaticFiles(
        vertx,
        path -> {
          Path file = root.resolve(path.substring(1));
          return Files.isRegularFile(file)
              ? Optional.of(Files.newInputStream(file))
              : Optional.empty();
        },
        false);
  }

  /** Shows this file at this address, like {@code page("/console", "/console.html")}. */
  public StaticFiles page(String address, String file) {
    pages.put(address, file);
    return this;
  }

  /** Like {@link #page}, and the operator's own sites may show it in a frame. */
  public StaticFiles framedPage(String address, String file) {
    framed.add(file);
    return page(address, file);
  }

  /** Changes the text of every file of this kind before it is served for the first time. */
  public StaticFiles rewritten(String extension, UnaryOperator<String> change) {
    rewrites.put(extension, change);
    return this;
  }

  /**
   * Fills parts of a file in anew at each request, as they are then.
   *
   * @param form which of a few forms the request asks for; nothing that a stranger makes up
   * @param formAndFile makes the text out of the form's name and the file
   */
  public StaticFiles living(
      String file, Function<HttpServerRequest, String> form, BinaryOperator<String> formAndFile) {
    living.put(file, new Living(form, formAndFile));
    return this;
  }

  /** Lets other sites load this file, like a script they put into their own pages. */
  public StaticFiles shared(String file) {
    shared.add(file);
    return this;
  }

  /** The file at this normalized path, read in the background the first time. */
  Future<Optional<StaticFile>> find(String address, HttpServerRequest request) {
    String path = pages.getOrDefault(address, address);
    if (!PLAIN.matcher(path).matches()) {
      return Future.succeededFuture(Optional.empty());
    }
    StaticFile known = read.get(path);
    Future<Optional<StaticFile>> found =
        known != null
            ? Future.succeededFuture(Optional.of(known))
            : vertx.executeBlocking(() -> load(path), false);
    Living parts = living.get(path);
    return parts == null
        ? found
        : found.map(file -> file.map(f -> filled(path, f, parts, parts.form().apply(request))));
  }

  /** Small pages: filling and zipping one takes less than a millisecond, and seldom changes. */
  private StaticFile filled(String path, StaticFile file, Living parts, String form) {
    String text = parts.formAndFile().apply(form, file.plain().toString(StandardCharsets.UTF_8));
    String name = path + "?" + form;
    Filled before = filled.get(name);
    if (before == null || !before.text().equals(text)) {
      before =
          new Filled(text, ready(path, file.contentType(), text.getBytes(StandardCharsets.UTF_8)));
      filled.put(name, before);
    }
    return before.file();
  }

  private Optional<StaticFile> load(String path) throws IOException {
    String extension = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (!TYPES.containsKey(extension)) {
      return Optional.empty();
    }
    Optional<InputStream> found = source.open(path);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    byte[] bytes;
    try (InputStream in = found.get()) {
      bytes = in.readNBytes(FILE_BYTES_MAX);
    }
    if (rewrites.containsKey(extension)) {
      String text = new String(bytes, StandardCharsets.UTF_8);
      bytes = rewrites.get(extension).apply(text).getBytes(StandardCharsets.UTF_8);
    }
    StaticFile file = ready(path, TYPES.get(extension), bytes);
    if (kept && read.size() < FILES_MAX) {
      read.put(path, file);
    }
    return Optional.of(file);
  }

  private StaticFile ready(String path, String type, byte[] bytes) {
    byte[] zipped = zip(bytes);
    boolean smaller = zipped.length < bytes.length * 9 / 10;
    boolean immutable = HASHED.matcher(path).matches();
    return new StaticFile(
        type,
        Buffer.buffer(bytes),
        smaller ? Optional.of(Buffer.buffer(zipped)) : Optional.empty(),
        '"' + hash(bytes) + '"',
        immutable ? "public, max-age=31536000, immutable" : "no-cache",
        framed.contains(path),
        shared.contains(path));
  }

  /** Zipped once, and sent for as long as the server runs: as small as it gets. */
  private static final class Smallest extends GZIPOutputStream {
    Smallest(OutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }

  private static byte[] zip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Smallest gzip = new Smallest(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail to be written
    }
    return out.toByteArray();
  }

  private static String hash(byte[] bytes) {
    try {
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(bytes);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(sum, 16));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }
}
