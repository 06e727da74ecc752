package org.nuanxian.dispatcher;

import java.util.Optional;
import org.nuanxian.runtime.id.CountyCode;

/**
 * Something that calls people though it concerns no contact, as long as it is so.
 *
 * @param kind of its alarm
 * @param county what it concerns; the city's own code: all of it
 * @param so whether it is so now
 * @param about what people are told with it, like the name of a server; never of a person
 */
public record Cause(String kind, CountyCode county, boolean so, Optional<String> about) {
  /** A cause of which there is no more to say. */
  public Cause(String kind, CountyCode county, boolean so) {
    this(kind, county, so, Optional.empty());
  }
}
