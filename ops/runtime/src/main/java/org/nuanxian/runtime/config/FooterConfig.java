package org.nuanxian.runtime.config;

import java.util.Optional;

/**
 * Who runs this, for the foot of every page.
 *
 * @param operator name of the organisation
 * @param icpNumber ICP 备案号, with a link to the register
 * @param policeFiling 公安备案号
 */
public record FooterConfig(
    @Setting(fallback = "") Optional<String> operator,
    @Setting(fallback = "") Optional<String> icpNumber,
    @Setting(fallback = "") Optional<String> policeFiling) {
  /** Nothing to say. */
  public static final FooterConfig NONE =
      new FooterConfig(Optional.empty(), Optional.empty(), Optional.empty());
}
