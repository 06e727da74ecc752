package org.nuanxian.server;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.nuanxian.runtime.config.Config;
import org.nuanxian.runtime.config.ConfigMistakes;
import org.nuanxian.runtime.config.HotlineConfig;
import org.nuanxian.runtime.engine.DataDirectory;
import picocli.CommandLine.Option;

/** The words of the command line. */
final class Flags {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:NUANXIAN_DATA:-data}",
      description = "Directory of this installation (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of("data");

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "YAML file; every key is in ops/docs/operation.md.")
  private Optional<Path> config = Optional.empty();

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port of the pages and the API (default: 8080).")
  private Optional<Integer> port = Optional.empty();

  @Option(
      names = "--admin-port",
      paramLabel = "N",
      description = "Port of health and metrics (default: 8081).")
  private Optional<Integer> adminPort = Optional.empty();

  @Option(
      names = "--demo",
      description = "Fill the directory with an invented city; it never becomes a live line.")
  private boolean demo;

  @Option(
      names = "--pbx",
      description = "Bring up a PBX beside the server; calls it has go on when the server ends.")
  private boolean pbx;

  @Option(
      names = "--first-link",
      description = "Print a one-time link for a city's first administrator; an older one ends.")
  private boolean firstLink;

  @Option(names = "--demo-public", description = "Let others than this machine reach the demo.")
  private boolean demoPublic;

  /** Where this installation lives. */
  Path data() {
    return data;
  }

  /** Whether invented people are shown. */
  boolean demo() {
    return demo;
  }

  /** Whether a PBX is brought up beside the server. */
  boolean pbx() {
    return pbx;
  }

  /** Whether a link is wanted: a lost one anew, or one for a further city. */
  boolean firstLink() {
    return firstLink;
  }

  /** What the directory must hold. */
  DataDirectory.Kind kind() {
    return demo ? DataDirectory.Kind.DEMO : DataDirectory.Kind.LIVE;
  }

  /**
   * Reads the configuration.
   *
   * @throws ConfigMistakes with all mistakes
   * @throws IllegalArgumentException when the demo would be open to others unasked
   */
  Config read(Map<String, String> environment) {
    Map<String, String> given = new HashMap<>();
    port.ifPresent(value -> given.put("http.port", value.toString()));
    adminPort.ifPresent(value -> given.put("http.admin-port", value.toString()));
    Config read = Config.read(config, environment, given);
    if (demo && !demoPublic && !read.http().onLoopback()) {
      throw new IllegalArgumentException(
          "http.host: a demo answers nobody in need; add --demo-public to let others reach it");
    }
    if (pbx && !demo && read.hotline().numbers().isEmpty()) {
      throw new IllegalArgumentException(
          "hotline.numbers: is missing: what is called on the PBX, and which county it is");
    }
    boolean calls =
        read.alerts().stream()
            .anyMatch(one -> one.pbx().filter(HotlineConfig.OWN::equals).isPresent());
    if (calls && !pbx) {
      throw new IllegalArgumentException(
          "alerts: the PBX "
              + HotlineConfig.OWN
              + " is the one that --pbx brings up beside the server");
    }
    return read;
  }
}
