package godwit.testdata.server;

import godwit.storage.StorageException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the emulator's own binary may be. {@code gateway_main} beside it is no use: it leaves its
 * child running when it is killed.
 */
final class EmulatorBinary {
  static final String VARIABLE = "GODWIT_SPANNER_EMULATOR";
  private static final String NAME = "emulator_main";
  private static final String IN_SDK = "bin/cloud_spanner_emulator/" + NAME;
  private static final List<String> SDK_FOLDERS =
      List.of(
          "/usr/lib/google-cloud-sdk",
          "/usr/share/google-cloud-sdk",
          "/usr/local/google-cloud-sdk",
          "/opt/google-cloud-sdk",
          "/opt/google-cloud-cli",
          "/snap/google-cloud-sdk/current",
          "/snap/google-cloud-cli/current",
          "/opt/homebrew/share/google-cloud-sdk",
          "/usr/local/share/google-cloud-sdk");

  private EmulatorBinary() {}

  /**
   * The binary that the variable names, or else the first in the usual places.
   *
   * @throws StorageException of kind UNREACHABLE if the variable names something else
   */
  static Optional<Path> find(Map<String, String> env) {
    String named = env.getOrDefault(VARIABLE, "");
    if (!named.isBlank()) {
      return Optional.of(checked(Path.of(named.strip())));
    }
    return candidates(env).stream().filter(EmulatorBinary::isProgram).findFirst();
  }

  private static Path checked(Path named) {
    if (!isProgram(named)) {
      throw new StorageException(
          StorageException.Kind.UNREACHABLE,
          VARIABLE
              + " names '"
              + named
              + "', which is no executable file; name the emulator's"
              + " emulator_main.");
    }
    return named;
  }

  /** Every place that is worth a look, best first. */
  static List<Path> candidates(Map<String, String> env) {
    List<Path> candidates = new ArrayList<>();
    List<Path> folders = folders(env);
    folders.forEach(folder -> candidates.add(folder.resolve(NAME)));
    folders.forEach(folder -> sdkOf(folder).ifPresent(sdk -> candidates.add(sdk.resolve(IN_SDK))));
    SDK_FOLDERS.forEach(sdk -> candidates.add(Path.of(sdk, IN_SDK)));
    String home = env.getOrDefault("HOME", "");
    if (!home.isBlank()) {
      candidates.add(Path.of(home, "google-cloud-sdk", IN_SDK));
    }
    return candidates;
  }

  private static List<Path> folders(Map<String, String> env) {
    return Arrays.stream(env.getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(folder -> !folder.isBlank())
        .map(Path::of)
        .toList();
  }

  /** The SDK that a {@code gcloud} in this folder belongs to, through whatever links. */
  private static Optional<Path> sdkOf(Path folder) {
    Path gcloud = folder.resolve("gcloud");
    if (!Files.isExecutable(gcloud)) {
      return Optional.empty();
    }
    try {
      Path bin = gcloud.toRealPath().getParent();
      return Optional.ofNullable(bin == null ? null : bin.getParent());
    } catch (IOException e) {
      // A link that cannot be followed is as good as no gcloud; the usual folders come next.
      return Optional.empty();
    }
  }

  private static boolean isProgram(Path path) {
    return Files.isRegularFile(path) && Files.isExecutable(path);
  }

  static StorageException notFound() {
    return new StorageException(
        StorageException.Kind.UNREACHABLE,
        "No Spanner emulator found. Set SPANNER_EMULATOR_HOST to one that runs, or install one"
            + " with 'gcloud components install cloud-spanner-emulator' (Debian: apt-get install"
            + " google-cloud-cli-spanner-emulator), or set "
            + VARIABLE
            + " to an emulator_main binary, or start Docker.");
  }
}
