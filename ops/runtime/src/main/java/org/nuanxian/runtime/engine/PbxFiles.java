package org.nuanxian.runtime.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The files of the Asterisk beside the server: the templates of {@code ops/deploy/pbx/asterisk},
 * filled in for loopback. Files that the operator puts beside them ({@code pjsip-site.conf} and so
 * on) and sounds of a city stay.
 */
final class PbxFiles {
  static final String USER = "nuanxian";
  static final String TRUNK = "trunk";

  /** Below the ports that the kernel gives to others, and beside those of {@link Ports}. */
  private static final int RTP_FIRST = 10_000;

  private static final int RTP_LAST = 19_999;

  private static final List<String> NAMES =
      List.of(
          "acl",
          "ari",
          "asterisk",
          "ccss",
          "cdr",
          "cel",
          "cli",
          "extensions",
          "features",
          "http",
          "indications",
          "logger",
          "manager",
          "modules",
          "musiconhold",
          "pjproject",
          "pjsip",
          "rtp",
          "sorcery",
          "stasis",
          "udptl",
          "websocket_client");

  private static final Pattern PLACE = Pattern.compile("@([A-Z_]+)@");

  private final Path home;
  private final PbxProgram program;

  PbxFiles(Path home, PbxProgram program) {
    this.home = home;
    this.program = program;
  }

  /** Makes the folders as far as they are not there. */
  void lay() throws IOException {
    for (String folder :
        List.of("etc", "lib/keys", "run", "log", "cache", "data/sounds", "spool/recording")) {
      Files.createDirectories(home.resolve(folder));
    }
    link("data/documentation", program.share().resolve("documentation"));
    link("data/rest-api", program.share().resolve("rest-api"));
    link("data/sounds/zh", program.sounds().resolve("zh"));
    link("data/sounds/en", program.sounds().resolve("en"));
    link("data/music", program.music());
  }

  /**
   * Writes the configuration.
   *
   * @param more what is filled in, by name; the rest follows from where this is
   * @return whether it says something else than before
   */
  boolean write(Map<String, String> more) throws IOException {
    Map<String, String> values = new LinkedHashMap<>(more);
    values.put("HOME", home.toString());
    values.put("MODULES", program.modules().toString());
    values.put("HTTP_HOST", "127.0.0.1");
    values.put("MEDIA", "127.0.0.1");
    values.put("ARI_USER", USER);
    values.put("TRUNK", TRUNK);
    // Whoever reaches loopback is on this machine, under whichever of its addresses.
    values.put("TRUNK_MATCH", "0.0.0.0/0");
    values.put("RTP_FIRST", Integer.toString(RTP_FIRST));
    values.put("RTP_LAST", Integer.toString(RTP_LAST));
    values.put("ICE_HOSTS", iceHosts());
    boolean changed = false;
    for (String name : NAMES) {
      Path file = home.resolve("etc").resolve(name + ".conf");
      String text = filled(template(name), values);
      if (!Files.exists(file) || !Files.readString(file).equals(text)) {
        PrivateFiles.write(file, text);
        changed = true;
      }
    }
    return changed;
  }

  /** The file with which it is started. */
  Path settings() {
    return home.resolve("etc/asterisk.conf");
  }

  private static String template(String name) throws IOException {
    try (InputStream in = PbxFiles.class.getResourceAsStream("/pbx/" + name + ".conf")) {
      if (in == null) {
        throw new IOException("/pbx/" + name + ".conf is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String filled(String template, Map<String, String> values) {
    return PLACE
        .matcher(template)
        .replaceAll(place -> {
          String value = values.get(place.group(1));
          if (value == null) {
            throw new EngineFailure("Nothing is known for " + place.group() + " of the PBX");
          }
          return Matcher.quoteReplacement(value);
        });
  }

  /** Browsers on this machine are told loopback for whatever address it has outside. */
  private static String iceHosts() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
          .map(address -> address.getHostAddress() + " => 127.0.0.1")
          .sorted()
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException("The addresses of this machine cannot be read", e);
    }
  }

  private void link(String name, Path target) throws IOException {
    Path link = home.resolve(name);
    if (Files.isSymbolicLink(link)) {
      Files.delete(link);
    }
    if (!Files.exists(link)) { // else the operator has put something better there
      Files.createSymbolicLink(link, target);
    }
  }
}
