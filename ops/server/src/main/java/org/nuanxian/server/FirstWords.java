package org.nuanxian.server;

/** What stands on the terminal while a city has nobody yet. */
final class FirstWords {
  private FirstWords() {}

  /** Shown once; the token stands behind the {@code #}, which browsers send to nobody. */
  static String link(String baseUrl, String token) {
    return """

    请在 24 小时内打开下面的一次性链接,建立城市和它的第一位管理员:
    Open this one-time link within 24 hours, to begin a city and its first administrator:

        %s/setup#first=%s
    """
        .formatted(baseUrl, token);
  }

  /** A link was shown at an earlier start. */
  static String waiting() {
    return """

    这台服务器还没有管理员。之前显示过一次性链接;如果丢了或过期了,用 --first-link 重新启动会给出新的。
    Nobody runs this line yet. A one-time link was shown before; start with --first-link for a new one.
    """;
  }
}
