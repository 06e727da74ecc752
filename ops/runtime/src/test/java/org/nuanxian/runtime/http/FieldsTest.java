package org.nuanxian.runtime.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
  private record Opening(UUID id, String city, int distress, Optional<String> nickname) {}

  private static Opening read(String json) {
    return Fields.parse(json)
        .read(f ->
            new Opening(
                f.uuid("id"),
                f.oneOf("city", Map.of("吉安", "吉安")),
                f.object("selfReport").integer("distress", 0, 10),
                f.optionalText("nickname", 4)));
  }

  private static List<String> mistakes(String json) {
    Problem problem = assertThrows(Problem.class, () -> read(json));
    assertEquals("invalid", problem.code());
    return problem.mistakes().stream().map(m -> m.field() + " " + m.code()).toList();
  }

  @Test
  void readsARecordAndIgnoresUnknownFields() {
    Opening opening =
        read(
            """
            {"id":"6ba7b810-9dad-11d1-80b4-00c04fd430c8","city":"吉安","later":[1,{"a":null}],
             "selfReport":{"distress":7,"danger":"none"},"nickname":null}\
            """);
    assertEquals(7, opening.distress());
    assertEquals(Optional.empty(), opening.nickname());
  }

  @Test
  void namesEveryFieldThatIsWrong() {
    assertEquals(
        List.of("id format", "city unknown-value", "selfReport.distress range", "nickname length"),
        mistakes(
            "{\"id\":\"x\",\"city\":\"北京\",\"selfReport\":{\"distress\":11},"
                + "\"nickname\":\"五个字呢啊\"}"));
    assertEquals(List.of("id required", "city required", "selfReport required"), mistakes("{}"));
    assertEquals(
        List.of("id format", "city type", "selfReport.distress type", "nickname type"),
        mistakes("{\"id\":5,\"city\":[],\"selfReport\":{\"distress\":\"7\"},\"nickname\":true}"));
  }

  @Test
  void countsCharactersNotHalves() {
    String four = "😀😀😀😀";
    assertEquals(four, Fields.parse("{\"t\":\"" + four + "\"}").text("t", 1, 4));
  }

  @Test
  void neverRepeatsAValueInTheAnswer() {
    Problem problem =
        assertThrows(Problem.class, () -> read("{\"id\":\"我的秘密\",\"city\":\"我的秘密\"}"));
    assertTrue(!problem.toJson().encode().contains("秘密"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "{",
        "[]",
        "\"text\"",
        "null",
        "{} {}",
        "{\"a\":1,}",
        "{'a':1}",
        "{\"a\":NaN}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":\"\u0001\"}",
        "{\"a\":[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]}",
        "{\"a\":\"\\ud800\" x}"
      })
  void refusesWhatIsNoJsonObject(String text) {
    assertEquals("malformed", assertThrows(Problem.class, () -> Fields.parse(text)).code());
  }

  @Test
  void refusesTextThatIsNoText() {
    for (String text : List.of("\\u0000", "\\ud800", "\\udc00x")) {
      Fields fields = Fields.parse("{\"t\":\"" + text + "\"}");
      fields.text("t", 0, 10);
      assertThrows(Problem.class, fields::check);
    }
  }

  @Test
  void refusesBytesThatAreNoUtf8() {
    byte[] bytes = {'{', '"', 't', '"', ':', '"', (byte) 0xc3, (byte) 0x28, '"', '}'};
    Problem problem = assertThrows(Problem.class, () -> Fields.parse(Buffer.buffer(bytes)));
    assertEquals("malformed", problem.code());
  }

  @Test
  void aNumberTooLargeForUsIsOutOfRange() {
    Fields fields = Fields.parse("{\"n\":123456789012345678901234567890}");
    fields.number("n", 0, Long.MAX_VALUE);
    assertEquals("invalid", assertThrows(Problem.class, fields::check).code());
  }
}
