package org.nuanxian.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What keeps the house in shape. */
@AnalyzeClasses(packages = "org.nuanxian", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {
  private static final int LINES_MAX = 400; // a file that one can still read in one sitting
  private static final Set<String> SUFFIXES =
      Set.of("java", "lua", "sql", "ts", "vue", "css", "sh", "pml");

  /** What tools make or fetch; the types of the API are generated from its description. */
  private static final Set<String> SKIPPED =
      Set.of("target", "node_modules", "dist", "schema.ts", ".git", "data");

  @ArchTest
  static final ArchRule importsRunOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("server")
          .definedBy("org.nuanxian.server..")
          .layer("gateway")
          .definedBy("org.nuanxian.gateway..")
          .layer("dispatcher")
          .definedBy("org.nuanxian.dispatcher..")
          .layer("roster")
          .definedBy("org.nuanxian.roster..")
          .layer("runtime")
          .definedBy("org.nuanxian.runtime..")
          .whereLayer("server")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("gateway")
          .mayOnlyBeAccessedByLayers("server")
          .whereLayer("dispatcher")
          .mayOnlyBeAccessedByLayers("server", "gateway")
          .whereLayer("roster")
          .mayOnlyBeAccessedByLayers("server", "gateway", "dispatcher");

  @ArchTest
  static final ArchRule theDomainOfTheDispatcherKnowsNoFramework =
      noClasses()
          .that()
          .resideInAPackage("org.nuanxian.dispatcher")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.vertx..");

  @ArchTest
  static final ArchRule nothingIsNamedForWhatItIsNot =
      noClasses()
          .that()
          .resideInAPackage("org.nuanxian..")
          .should()
          .haveSimpleNameEndingWith("Manager")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Impl");

  @Test
  void noFileIsLongerThanOneCanRead() throws IOException {
    Path root = Path.of("").toAbsolutePath().getParent().getParent();
    List<String> tooLong =
        sources(root).stream()
            .filter(file -> lines(file) > LINES_MAX)
            .map(file -> root.relativize(file) + " has " + lines(file) + " lines")
            .toList();
    assertEquals(List.of(), tooLong);
  }

  /** Our own files; what tools make or fetch is not even looked into. */
  private static List<Path> sources(Path root) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes ignored) {
            return SKIPPED.contains(name(directory))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes ignored) {
            if (SUFFIXES.contains(suffix(file)) && !SKIPPED.contains(name(file))) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }

  private static String suffix(Path file) {
    String name = name(file);
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private static long lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
