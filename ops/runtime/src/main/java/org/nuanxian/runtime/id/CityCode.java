package org.nuanxian.runtime.id;

/**
 * A prefecture-level city by its six digits of GB/T 2260, for instance 330400.
 *
 * @param value six digits
 */
public record CityCode(String value) {

  /** Refuses anything but six digits with an {@link IllegalArgumentException}. */
  public CityCode {
    SixDigits.check("city", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
