package org.nuanxian.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertConfigTest {
  private static final String URL = "http: {public-url: https://help.example}\n";

  @TempDir Path dir;

  private Path file(String text) throws IOException {
    return Files.writeString(dir.resolve("nuanxian.yaml"), text);
  }

  private static List<String> mistakes(Path file, Map<String, String> environment) {
    return assertThrows(
            ConfigMistakes.class, () -> Config.read(Optional.of(file), environment, Map.of()))
        .mistakes();
  }

  @Test
  void nothingGivenMeansNobodyIsCalled() {
    Config config = Config.defaults();

    assertEquals(List.of(), config.alerts());
    assertEquals(Optional.empty(), config.heartbeat().url());
  }

  @Test
  void channelsAreAListAndEveryKeyOfItCanComeFromTheEnvironment() throws IOException {
    Path secret = Files.writeString(dir.resolve("key"), "geheim\n");
    Path file =
        file(
            URL
                + """
                alerts:
                  - name: 督导群
                    type: wecom
                    key-file: %s
                    from-rung: 1
                    kinds: [red-waiting, help]
                  - {name: phones, type: sms, url: "https://sms.example/{to}", recipients: [13800000001]}
                heartbeat: {url: https://watch.example/ping}
                """
                    .formatted(secret));
    Map<String, String> environment =
        Map.of("NUANXIAN_ALERTS_1_FROM_RUNG", "2", "NUANXIAN_ALERTS_1_SECRET", "s3cret");

    Config config = Config.read(Optional.of(file), environment, Map.of());

    assertEquals("督导群", config.alerts().getFirst().name());
    assertEquals("geheim", config.alerts().getFirst().key().orElseThrow().value());
    assertEquals(1, config.alerts().getFirst().fromRung());
    assertEquals(List.of("red-waiting", "help"), config.alerts().getFirst().kinds());
    assertEquals(2, config.alerts().get(1).fromRung());
    assertEquals("s3cret", config.alerts().get(1).secret().orElseThrow().value());
    assertEquals("https://watch.example/ping", config.heartbeat().url().orElseThrow());
    assertFalse(config.toString().contains("geheim"));
    assertFalse(config.toString().contains("13800000001"), "a number is somebody's");
  }

  @Test
  void allMistakesAreToldTogetherByKeyAndNoNumberIsRepeated() throws IOException {
    Path file =
        file(
            """
            alerts:
              - {name: a, type: wecom, token: t, cities: [36], colour: green}
              - {name: a, type: dingtalk, secret-file: /none}
              - {name: w!, type: webhook, url: "ftp://x", from-rung: 3}
              - {name: s, type: sms, url: "https://x/{to}", method: DELETE, recipients: [138a], kinds: [fire]}
              - {type: email, host: h, from: x, user: u, recipients: [nobody], port: 0, tls: ssl}
              - {name: t, type: telephone, pbx: none, url: "https://x", recipients: [a]}
              - moon
            heartbeat: {url: watch}
            """);

    assertEquals(
        List.of(
            "alerts.0.cities: must be codes of six digits",
            "alerts.0.colour: unknown key (nuanxian.yaml)",
            "alerts.0.key: is missing",
            "alerts.0.token: a secret has no place in this file: use alerts.0.token-file"
                + " or environment",
            "alerts.1.name: is another channel's name as well",
            "alerts.1.secret-file: cannot be read: /none",
            "alerts.1.secret: is missing",
            "alerts.1.token: is missing",
            "alerts.2.from-rung: must be between 0 and 2 (nuanxian.yaml)",
            "alerts.2.name: must be letters, digits, spaces, _ and -, at most 32",
            "alerts.2.secret: is missing",
            "alerts.2.url: must be an http:// or https:// address",
            "alerts.3.kinds: must be some of red-waiting, red-silent, only-resting, uncleared,"
                + " night-missed, red-card,"
                + " help, nobody-on-duty, coverage-gap, standby, no-show, long-wait,"
                + " red-unreached, channel, store, node, backup",
            "alerts.3.method: must be one of GET, POST, PUT",
            "alerts.3.recipients: must be numbers",
            "alerts.4.from: must be a mail address",
            "alerts.4.name: is missing",
            "alerts.4.password: is missing",
            "alerts.4.port: must be between 1 and 65535 (nuanxian.yaml)",
            "alerts.4.recipients: must be mail addresses",
            "alerts.4.tls: must be one of starttls, tls, none (nuanxian.yaml)",
            "alerts.5.pbx: must be the id of one of hotline.pbx",
            "alerts.5.recipients: must be numbers",
            "alerts.5.url: means nothing for telephone",
            "alerts.6: must be a section with keys",
            "heartbeat.url: must be an http:// or https:// address",
            "http.public-url: is missing: alerts lead to the console"),
        mistakes(file, Map.of()));
  }

  @Test
  void aPlaceThatIsLeftOutAndAKeyWithoutAPlaceAreMistakes() throws IOException {
    Map<String, String> environment =
        Map.of("NUANXIAN_ALERTS_1_NAME", "late", "NUANXIAN_ALERTS_NAME", "nowhere");

    assertEquals(
        List.of(
            "alerts.1.name: unknown key (NUANXIAN_ALERTS_1_NAME)",
            "alerts.name: unknown key (NUANXIAN_ALERTS_NAME)"),
        mistakes(file(URL), environment));
  }
}
