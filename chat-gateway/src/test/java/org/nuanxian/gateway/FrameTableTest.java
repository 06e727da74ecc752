package org.nuanxian.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nuanxian.gateway.testing.Client;
import org.nuanxian.gateway.testing.TestNode;
import org.nuanxian.gateway.testing.TestTown;
import org.nuanxian.gateway.testing.Wire;
import org.nuanxian.runtime.testing.Stores;

/** The frames that the code knows and those of the contract are the same, by their type. */
class FrameTableTest {
  @RegisterExtension static final Stores STORES = Stores.with(TestTown.schemas());

  /** Answered below every session. */
  private static final Set<String> EVERYWHERE = Set.of("ping");

  private static final Path SOURCES = Path.of("src/main/java/org/nuanxian/gateway");

  /** How a frame to a client is begun, wherever that is done. */
  private static final Pattern BEGUN =
      Pattern.compile(
          "(?:\\bframe\\(|(?<!\\.)\\bof\\(|\\bConsoleOut\\.of\\(|\"type\", )\"(\\w+)\"");

  @Test
  void whatAHelpSeekerMaySayIsWhatTheContractTells() throws ReflectiveOperationException {
    assertEquals(contract("SeekerSays"), with(parsed("channel.web.SeekerIn"), EVERYWHERE));
  }

  @Test
  void whatAVolunteerMaySayIsWhatTheContractTells() throws ReflectiveOperationException {
    Set<String> known = with(parsed("console.ConsoleIn"), EVERYWHERE);
    assertEquals(contract("ConsoleSays"), known);
  }

  @Test
  void whatAHelpSeekerHearsIsWhatTheContractTells() {
    assertEquals(contract("SeekerHears"), begun("channel/web", "socket"));
  }

  @Test
  void whatAVolunteerHearsIsWhatTheContractTells() {
    assertEquals(contract("ConsoleHears"), begun("console", "socket"));
  }

  @Test
  void noFrameOfTheContractIsUnknownToTheServer() {
    TestTown town = new TestTown(STORES, Map.of());
    try {
      TestNode node = town.node("a");
      Client client = town.client(node);
      Wire seeker = client.seeker(client.open(), 0);
      seeker.await("state");
      known(seeker, contract("SeekerSays"), "fetch");
      Wire console = client.console(town.volunteer(node));
      console.await("welcome");
      known(console, contract("ConsoleSays"), "accept");
    } finally {
      town.close();
    }
  }

  /** Sends each without its fields; the last one's answer says that all were looked at. */
  private static void known(Wire wire, Set<String> types, String last) {
    types.stream().filter(type -> !type.equals("leave")).forEach(t -> wire.send(Wire.frame(t)));
    wire.ask(Wire.frame(last));
    assertEquals(
        List.of(),
        wire.frames("error").stream()
            .filter(error -> "unknown-type".equals(error.getString("code")))
            .map(JsonObject::encode)
            .toList());
  }

  /** A record of the vocabulary is called like its frame, sometimes after a verb. */
  private static Set<String> parsed(String vocabulary) throws ReflectiveOperationException {
    return Arrays.stream(
            Class.forName("org.nuanxian.gateway." + vocabulary).getPermittedSubclasses())
        .map(Class::getSimpleName)
        .map(name -> name.replaceFirst("^(Set(?=Presence)|Save(?=Draft))", ""))
        .map(name -> Character.toLowerCase(name.charAt(0)) + name.substring(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> with(Set<String> some, Set<String> more) {
    Set<String> all = new TreeSet<>(some);
    all.addAll(more);
    return all;
  }

  private static Set<String> begun(String... packages) {
    return Arrays.stream(packages)
        .flatMap(folder -> sources(SOURCES.resolve(folder)))
        .flatMap(source -> BEGUN.matcher(source).results())
        .map((MatchResult found) -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> sources(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(FrameTableTest::text).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> contract(String schema) {
    try (InputStream file = Gateway.class.getResourceAsStream("/api/openapi.yaml")) {
      JsonNode schemas = new YAMLMapper().readTree(file).at("/components/schemas");
      Set<String> types = new TreeSet<>();
      schemas.path(schema).path("oneOf").forEach(each -> collect(schemas, each, types));
      return types;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void collect(JsonNode schemas, JsonNode schema, Set<String> types) {
    if (schema.has("$ref")) {
      String ref = schema.get("$ref").asText();
      collect(schemas, schemas.path(ref.substring(ref.lastIndexOf('/') + 1)), types);
      return;
    }
    JsonNode type = schema.at("/properties/type");
    if (type.has("const")) {
      types.add(type.get("const").asText());
    }
    type.path("enum").forEach(name -> types.add(name.asText()));
    schema.path("allOf").forEach(part -> collect(schemas, part, types));
  }
}
