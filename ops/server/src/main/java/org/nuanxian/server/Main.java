package org.nuanxian.server;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.nuanxian.runtime.config.Config;
import org.nuanxian.runtime.config.ConfigMistakes;
import org.nuanxian.runtime.engine.EngineFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs one node until it is told to end. See ops/docs/operation.md. */
@Command(
    name = "ops/start",
    mixinStandardHelpOptions = true,
    version = "Nuanxian 0.1.0",
    description = "Runs the whole service on this machine, or one node on external stores.")
public final class Main implements Callable<Integer> {
  private static final int EXIT_CONFIG = 78; // sysexits.h EX_CONFIG: starting again will not help
  private static final int EXIT_FAILED = 1;
  private static final Duration STOP_MAX = Duration.ofSeconds(9); // of the 10 s that are promised

  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  @Mixin private final Flags flags = new Flags();

  /** Never returns while the node runs. */
  public static void main(String[] arguments) {
    Logs.configure();
    int status = new CommandLine(new Main()).execute(arguments);
    if (status != 0) {
      Runtime.getRuntime().halt(status);
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    Service service;
    try {
      Config config = flags.read(System.getenv());
      Ground ground = Ground.open(flags, config, new SecureRandom());
      service = Service.start(config, ground, Time.real());
    } catch (ConfigMistakes | IllegalArgumentException | EngineFailure | RefusedStart e) {
      System.err.println(e.getMessage());
      return EXIT_CONFIG;
    } catch (RuntimeException e) {
      LOG.error("The server cannot start", e);
      return EXIT_FAILED;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(service), "end"));
    // Not before: whoever is told to be ready may be told to end at once, and must do it well.
    service.ready();
    // Not logged: whoever reads logs later must not find a way in.
    service.invitation(flags.firstLink()).ifPresent(System.out::println);
    LOG.info("Ready: {} (health: {})", service.baseUrl(), service.adminUrl());
    new CountDownLatch(1).await(); // the hook ends the process
    return 0;
  }

  /** SIGTERM and Ctrl-C: what was promised is kept, then the process ends with 0. */
  private static void end(Service service) {
    boolean clean = service.stop(STOP_MAX);
    Runtime.getRuntime().halt(clean ? 0 : EXIT_FAILED);
  }
}
