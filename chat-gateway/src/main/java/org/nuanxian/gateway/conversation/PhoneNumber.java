package org.nuanxian.gateway.conversation;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number in mainland China that a person can be called at: a mobile telephone, or a landline with
 * its area code and perhaps an extension.
 *
 * @param digits as it is dialled; an extension stands behind a dash
 */
public record PhoneNumber(String digits) {
  private static final Pattern APART = Pattern.compile("[\\s().]");
  private static final Pattern COUNTRY = Pattern.compile("^(\\+|00)86-?");
  private static final Pattern MOBILE = Pattern.compile("1[3-9]\\d{9}");
  private static final Pattern LANDLINE =
      Pattern.compile("0(10|2\\d|[3-9]\\d{2})-?[2-9]\\d{6,7}(-\\d{1,6})?");

  /** Reads what somebody typed, with blanks, dashes or the country's code; else nothing. */
  public static Optional<PhoneNumber> of(String typed) {
    String plain = COUNTRY.matcher(APART.matcher(typed).replaceAll("")).replaceFirst("");
    String mobile = plain.replace("-", "");
    if (MOBILE.matcher(mobile).matches()) {
      return Optional.of(new PhoneNumber(mobile));
    }
    boolean withCode = plain.startsWith("0");
    String landline = withCode || plain.equals(typed) ? plain : "0" + plain;
    return LANDLINE.matcher(landline).matches()
        ? Optional.of(new PhoneNumber(landline))
        : Optional.empty();
  }

  /** What an exchange dials; empty where somebody has to dial on, to an extension. */
  public Optional<String> line() {
    Matcher landline = LANDLINE.matcher(digits);
    boolean extended = landline.matches() && landline.group(2) != null;
    return extended ? Optional.empty() : Optional.of(digits.replace("-", ""));
  }

  /** Never in a log. */
  @Override
  public String toString() {
    return "a number";
  }
}
