package org.nuanxian.runtime.settings;

/**
 * One version of a text in both languages.
 *
 * @param key which text, like {@code privacy}
 * @param version grows with each change; 1 is the shipped one
 * @param zh Chinese
 * @param en English
 */
public record TextVersion(String key, int version, String zh, String en) {
  /** The words in a language; Chinese for any but English. */
  public String in(String language) {
    return language.equals(Texts.ENGLISH) ? en : zh;
  }
}
