package org.nuanxian.gateway.channel;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.nuanxian.dispatcher.Level;
import org.nuanxian.runtime.settings.CitySettings;
import org.nuanxian.runtime.settings.CodedList;

/**
 * A city's crisis words, ready to be looked for. They are two of its lists, {@code crisisRed} and
 * {@code crisisYellow}; an item holds a word in Chinese and one in English, each in as many
 * variants as are wanted, with a slash between them.
 *
 * <p>Width, case, spaces and signs do not count. A variant with a Chinese character is found
 * wherever it stands; any other only as whole words, so that "die" is not found in "studied".
 * Nothing here understands a sentence: "不想死" is found in "我不想死" and "想死" too. A level that is too
 * high costs a look, one that is too low may cost a life.
 */
final class CrisisWords {
  private static final Map<String, Level> LISTS =
      Map.of("crisisRed", Level.RED, "crisisYellow", Level.YELLOW);

  private static final Pattern VARIANTS = Pattern.compile("/");

  /** Something to look for, folded. */
  private record Word(String folded, boolean anywhere, Level level) {}

  /** The gravest first. */
  private final List<Word> words = new ArrayList<>();

  CrisisWords(List<CodedList> lists) {
    for (CodedList list : lists) {
      Level level = LISTS.get(list.name());
      for (CodedList.Item item : list.items()) {
        if (item.active()) {
          add(item.zh(), level);
          add(item.en(), level);
        }
      }
    }
    words.sort((a, b) -> a.level().compareTo(b.level()));
  }

  /** The lists of a city that hold them. */
  static List<CodedList> lists(CitySettings city) {
    return LISTS.keySet().stream().map(city::list).toList();
  }

  private void add(String variants, Level level) {
    for (String variant : VARIANTS.split(variants, -1)) {
      boolean anywhere =
          variant
              .codePoints()
              .anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
      String folded = anywhere ? joined(variant) : spaced(variant);
      if (!folded.isBlank()) {
        words.add(new Word(folded, anywhere, level));
      }
    }
  }

  /** The gravest level of all words in a text; empty when none is in it. */
  Optional<Level> find(String text) {
    String joined = joined(text);
    String spaced = spaced(text);
    return words.stream()
        .filter(word -> (word.anywhere() ? joined : spaced).contains(word.folded()))
        .map(Word::level)
        .findFirst();
  }

  /** Letters and digits only. */
  private static String joined(String text) {
    return spaced(text).replace(" ", "");
  }

  /** Whole words, one space around each. */
  private static String spaced(String text) {
    StringBuilder all = new StringBuilder(" ");
    Normalizer.normalize(text, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .codePoints()
        .forEach(c -> {
          if (Character.isLetterOrDigit(c)) {
            all.appendCodePoint(c);
          } else if (all.charAt(all.length() - 1) != ' ') {
            all.append(' ');
          }
        });
    return all.charAt(all.length() - 1) == ' ' ? all.toString() : all.append(' ').toString();
  }
}
