package org.nuanxian.bench;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.nuanxian.bench.hotline.HotlineBench;
import org.nuanxian.bench.match.MatchBench;
import org.nuanxian.bench.relay.RelayBench;
import org.nuanxian.bench.year.YearBench;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs one bench. See ops/docs/bench.md. */
@Command(
    name = "ops/bench",
    mixinStandardHelpOptions = true,
    description =
        "Measures the product beside a floor and a peer; NAME is relay, match, hotline or year.")
public final class Main implements Callable<Integer> {
  private static final Map<String, Bench> BENCHES =
      new TreeMap<>(
          Map.of(
              "relay", RelayBench::run,
              "match", MatchBench::run,
              "hotline", HotlineBench::run,
              "year", YearBench::run));

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "NAME", arity = "0..1", description = "What to measure.")
  private String name = "";

  @Option(names = "--json", description = "One JSON object a line instead of a table.")
  private boolean json;

  @Option(names = "--quick", description = "Shorter and rougher, within a minute.")
  private boolean quick;

  /** One thing that can be measured. */
  @FunctionalInterface
  interface Bench {
    /** Measures and reports figure by figure. */
    void run(Settings settings, Report report);
  }

  /** Ends the process: clients of several loops are left to it. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
  }

  @Override
  public Integer call() {
    Bench bench = BENCHES.get(name);
    if (bench == null) {
      spec.commandLine().getErr().println("NAME is one of " + BENCHES.keySet());
      return CommandLine.ExitCode.USAGE;
    }
    Path root = Path.of(System.getProperty("nuanxian.root", ".")).toAbsolutePath().normalize();
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    bench.run(new Settings(root, quick), new Report(out, json));
    return CommandLine.ExitCode.OK;
  }
}
