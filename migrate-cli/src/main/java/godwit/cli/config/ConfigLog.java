package godwit.cli.config;

import java.util.ArrayList;
import java.util.List;

/** What reading a configuration found out: settings with their origins, and all problems. */
final class ConfigLog {
  private final List<Setting> settings = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  void setting(Setting setting) {
    settings.add(setting);
  }

  void problem(String place, String what) {
    problems.add(place + ": " + what);
  }

  List<Setting> settings() {
    return List.copyOf(settings);
  }

  List<String> problems() {
    return List.copyOf(problems);
  }
}
