package org.nuanxian.runtime.engine;

import java.nio.file.Path;
import java.security.SecureRandom;

/** Starts the engines of a directory in a JVM of its own and dies without a farewell. */
public final class EngineOwner {
  private EngineOwner() {}

  /** Prints the two process ids, then halts like a killed server, or waits to be killed. */
  public static void main(String[] arguments) throws Exception {
    DataDirectory directory =
        DataDirectory.open(Path.of(arguments[0]), DataDirectory.Kind.LIVE, new SecureRandom());
    System.out.println(directory.startRedis().pid() + " " + directory.startPostgres().pid());
    if (arguments.length > 1) {
      System.in.read(); // holds the lock until the test is done
    }
    Runtime.getRuntime().halt(9);
  }
}
