package org.nuanxian.gateway.channel;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nuanxian.dispatcher.Dispatcher;
import org.nuanxian.runtime.settings.CitySettings;
import org.nuanxian.runtime.settings.DirectoryEntry;

/** Another line, of which somebody is told who waits too long for this one. */
public final class OtherLine {
  /** Ids of the numbers on every safety card. */
  private static final Set<String> EMERGENCY = Set.of("110", "120");

  private OtherLine() {}

  /** The number the city chose, or the first one that is not on every card anyway. */
  public static Optional<DirectoryEntry> of(CitySettings settings, Dispatcher dispatcher) {
    Optional<String> chosen = dispatcher.policy().reach().referralNumber();
    List<DirectoryEntry> numbers =
        settings.directory().stream().filter(entry -> !EMERGENCY.contains(entry.id())).toList();
    return numbers.stream()
        .filter(entry -> chosen.filter(entry.id()::equals).isPresent())
        .findFirst()
        .or(() -> numbers.stream().filter(entry -> entry.county().isEmpty()).findFirst());
  }
}
