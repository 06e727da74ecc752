package org.nuanxian.gateway.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nuanxian.dispatcher.Level;
import org.nuanxian.runtime.settings.CitySettings;
import org.nuanxian.runtime.settings.CodedList;
import org.nuanxian.runtime.settings.Settings;

/** What is found in a text, and what is not, with the words that are shipped. */
class CrisisWordsTest {
  private static final CitySettings CITY = Settings.shipped();

  private final CrisisWords shipped = new CrisisWords(CrisisWords.lists(CITY));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "我现在在天台上",
        "我在 楼 顶……不对,我要跳 楼 了",
        "安眠药都准备好了",
        "遗书写好了",
        "I am going to KILL MYSELF.",
        "goodbye, forever!",
        "我 割-腕 了",
        "跳👋楼"
      })
  void whatWasDoneOrIsPlannedIsRed(String text) {
    assertEquals(Optional.of(Level.RED), shipped.find(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "我不想活了",
        "我想 死",
        "有时候想自杀,但是没有做过",
        "I don't want to live any more",
        "I DON’T WANT TO LIVE",
        "ｓｕｉｃｉｄａｌ thoughts",
        "他又家暴了"
      })
  void whatIsThoughtOfIsYellow(String text) {
    assertEquals(Optional.of(Level.YELLOW), shipped.find(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "。。。???!!!",
        "最近睡不好,考试压力大",
        "I studied grape juice and therapists",
        "我和同学吵架了",
        "👍👍👍"
      })
  void whatIsNothingOfTheKindIsNotFound(String text) {
    assertEquals(Optional.empty(), shipped.find(text));
  }

  @Test
  void theGravestWordCounts() {
    assertEquals(Optional.of(Level.RED), shipped.find("我不想活了,现在在楼顶"));
    assertEquals(Optional.of(Level.RED), shipped.find("现在在楼顶,我不想活了"));
  }

  @Test
  void eachShippedWordIsFoundInItself() {
    for (String list : List.of("crisisRed", "crisisYellow")) {
      for (CodedList.Item item : CITY.list(list).items()) {
        for (String variant : List.of((item.zh() + "/" + item.en()).split("/", -1))) {
          assertTrue(shipped.find("……" + variant + "!").isPresent(), variant);
        }
      }
    }
  }

  @Test
  void aCityHasItsOwnWordsAndARetiredOneCountsNoMore() {
    CodedList own =
        new CodedList(
            "crisisYellow",
            2,
            List.of(
                new CodedList.Item("local", "莫得想头/ /", "zs", true),
                new CodedList.Item("old", "不想活", "want to die", false)));
    Map<String, CodedList> lists = new HashMap<>(CITY.lists());
    lists.put("crisisYellow", own);
    CitySettings city = new CitySettings(true, CITY.texts(), CITY.directory(), lists);
    CrisisWords words = new CrisisWords(CrisisWords.lists(city));
    assertEquals(Optional.of(Level.YELLOW), words.find("真的莫得想头了"));
    assertEquals(Optional.of(Level.YELLOW), words.find("我 zs 过"));
    assertEquals(Optional.empty(), words.find("不想活"));
    assertEquals(Optional.empty(), words.find("pizzs and 空格"));
  }
}
