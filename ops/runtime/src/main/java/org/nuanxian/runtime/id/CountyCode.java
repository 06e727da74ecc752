package org.nuanxian.runtime.id;

/**
 * A county or district by its six digits of GB/T 2260, for instance 330421.
 *
 * @param value six digits
 */
public record CountyCode(String value) {

  /** Refuses anything but six digits with an {@link IllegalArgumentException}. */
  public CountyCode {
    SixDigits.check("county", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
