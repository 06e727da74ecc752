package org.nuanxian.runtime.config;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The telephone: which PBXs there are, and what rings on the one that this server brings up itself.
 *
 * @param numbers the called numbers of this server's own PBX, each {@code called=county}
 * @param pbx the operator's own; with {@link #with} also the one beside this server
 */
public record HotlineConfig(List<String> numbers, List<PbxConfig> pbx) {
  /** The section of the configuration. */
  static final String SECTION = "hotline";

  /** The list in it. */
  static final String LIST = SECTION + ".pbx";

  /** The id of the one that is brought up beside this server. */
  public static final String OWN = "own";

  /** Each has a node that listens to it; a prefecture needs one or two. */
  static final int LIST_MAX = 8;

  /** What stands in the section beside the list. */
  record Own(@Setting(fallback = "") List<String> numbers) {}

  /** Copies the lists. */
  public HotlineConfig {
    numbers = List.copyOf(numbers);
    pbx = List.copyOf(pbx);
  }

  static HotlineConfig of(List<PbxConfig> pbx, Own own) {
    return new HotlineConfig(own.numbers(), pbx);
  }

  /** The ids that a PBX can have here, that of the one beside this server among them. */
  Set<String> ids() {
    return Stream.concat(Stream.of(OWN), pbx.stream().map(PbxConfig::id))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** This and one more. */
  public HotlineConfig with(PbxConfig another) {
    return new HotlineConfig(numbers, Stream.concat(pbx.stream(), Stream.of(another)).toList());
  }
}
