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
import org.nuanxian.runtime.id.CountyCode;

class HotlineConfigTest {
  private static final String ONE =
      """
      hotline:
        pbx:
          - id: house
            ari-url: http://10.0.0.7:8088/
            user: nuanxian
            numbers: [12356=360802, +8679612356=360803]
            socket-url: wss://pbx.example:8089/ws
      """;

  @TempDir Path dir;

  private Config read(String text, Map<String, String> environment) throws IOException {
    Path file = Files.writeString(dir.resolve("nuanxian.yaml"), text);
    return Config.read(Optional.of(file), environment, Map.of());
  }

  private List<String> mistakes(String text, Map<String, String> environment) {
    return assertThrows(ConfigMistakes.class, () -> read(text, environment)).mistakes();
  }

  @Test
  void nothingGivenMeansNoTelephone() {
    assertEquals(new HotlineConfig(List.of(), List.of()), Config.defaults().hotline());
  }

  @Test
  void aPbxIsReadWithItsSecretFromTheEnvironmentAndItsNumbersByCounty() throws IOException {
    Config config =
        read(
            ONE,
            Map.of(
                "NUANXIAN_HOTLINE_PBX_0_PASSWORD", "geheim",
                "NUANXIAN_HOTLINE_PBX_0_MEDIA_HOST", "10.0.0.8",
                "NUANXIAN_HOTLINE_NUMBERS", "360802=360802,12356=360803"));

    PbxConfig pbx = config.hotline().pbx().getFirst();
    assertEquals("http://10.0.0.7:8088", pbx.ariUrl());
    assertEquals("geheim", pbx.password().orElseThrow().value());
    assertEquals("trunk", pbx.trunk());
    assertEquals("wss://pbx.example:8089", pbx.socketOrigin());
    assertEquals(Optional.of("10.0.0.8"), pbx.mediaHost());
    assertEquals(
        Map.of("12356", new CountyCode("360802"), "+8679612356", new CountyCode("360803")),
        pbx.counties());
    assertEquals(List.of("360802=360802", "12356=360803"), config.hotline().numbers());
    assertFalse(config.toString().contains("geheim"));
  }

  @Test
  void allMistakesAreToldTogetherByKey() {
    String text =
        """
        hotline:
          colour: green
          numbers: [12356]
          pbx:
            - id: House 1
              ari-url: 10.0.0.7
              user: "a:b"
              password: x
              trunk: t/1
              numbers: [1=360802, 12356=360802, 12356=360803]
              socket-url: https://pbx
              media-host: "a b"
              moon: full
            - {id: b, ari-url: "http://a", user: u, numbers: 1=2, socket-url: "wss://a/ws"}
            - {id: b}
            - moon
        """;

    assertEquals(
        List.of(
            "hotline.colour: unknown key (nuanxian.yaml)",
            "hotline.numbers: must look like 12356=360802: what was called, and a county",
            "hotline.pbx.0.ari-url: must look like http://10.0.0.7:8088",
            "hotline.pbx.0.id: must be a-z, 0-9 and -, at most 32",
            "hotline.pbx.0.media-host: must be a name or an address",
            "hotline.pbx.0.moon: unknown key (nuanxian.yaml)",
            "hotline.pbx.0.numbers: must look like 12356=360802: what was called, and a county",
            "hotline.pbx.0.password: a secret has no place in this file: use"
                + " hotline.pbx.0.password-file or environment",
            "hotline.pbx.0.password: is missing",
            "hotline.pbx.0.socket-url: must look like wss://pbx.example:8089/ws",
            "hotline.pbx.0.trunk: must be letters, digits, _ and -",
            "hotline.pbx.0.user: must be letters, digits, _ and -",
            "hotline.pbx.1.numbers: must look like 12356=360802: what was called, and a county",
            "hotline.pbx.1.password: is missing",
            "hotline.pbx.2.ari-url: is missing",
            "hotline.pbx.2.id: is another PBX's id as well",
            "hotline.pbx.2.numbers: is missing",
            "hotline.pbx.2.password: is missing",
            "hotline.pbx.2.socket-url: is missing",
            "hotline.pbx.2.user: is missing",
            "hotline.pbx.3: must be a section with keys"),
        mistakes(text, Map.of()));
    assertEquals(
        List.of("hotline.pbx.0.numbers: has the number 12356 twice"),
        mistakes(
            ONE,
            Map.of(
                "NUANXIAN_HOTLINE_PBX_0_NUMBERS", "12356=360802,12356=360803",
                "NUANXIAN_HOTLINE_PBX_0_PASSWORD", "x")));
  }

  @Test
  void aPlaceThatIsLeftOutIsAMistakeThatIsSaidOnce() {
    assertEquals(
        List.of("hotline.pbx.1.id: unknown key (NUANXIAN_HOTLINE_PBX_1_ID)"),
        mistakes("", Map.of("NUANXIAN_HOTLINE_PBX_1_ID", "late")));
  }
}
