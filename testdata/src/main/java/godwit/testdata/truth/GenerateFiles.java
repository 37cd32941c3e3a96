package godwit.testdata.truth;

import com.fasterxml.jackson.core.JsonGenerator;
import godwit.testdata.Workload;
import godwit.testdata.record.SyntheticRecord;
import godwit.testdata.record.SyntheticRecords;
import godwit.testdata.user.Holding;
import godwit.testdata.user.SyntheticUser;
import godwit.testdata.user.SyntheticUsers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;

/**
 * Writes a workload as JSON lines: {@code users.jsonl}, {@code records.jsonl}, {@code truth.jsonl},
 * and {@code workload.json}, which makes them again. Files of parts carry their number, and joined
 * in that order they are the files of the whole, byte for byte.
 */
public final class GenerateFiles {
  private GenerateFiles() {}

  /**
   * Writes one part into a folder, which is made if need be; files of an earlier run are replaced.
   *
   * @param part from 0 up to but not including {@code parts}
   * @throws IOException if the folder cannot be written
   */
  public static GeneratedFiles write(Workload workload, Path folder, int part, int parts)
      throws IOException {
    workload.partStart(part + 1, parts);
    Files.createDirectories(folder);
    long users = 0;
    long records = 0;
    writeWorkload(workload, folder);
    try (var userLines = JsonLines.open(folder.resolve(name("users", part, parts)));
        var recordLines = JsonLines.open(folder.resolve(name("records", part, parts)));
        var truthLines = JsonLines.open(folder.resolve(name("truth", part, parts)))) {
      Iterator<SyntheticUser> people = new SyntheticUsers(workload).part(part, parts).iterator();
      while (people.hasNext()) {
        SyntheticUser user = people.next();
        users++;
        JsonLines.write(userLines, user);
        for (Holding holding : user.holdings()) {
          records += writeRecords(recordLines, workload, holding);
          JsonLines.write(truthLines, Truth.of(workload, user, holding));
        }
      }
    }
    return new GeneratedFiles(folder, users, records);
  }

  /**
   * Writes only {@code workload.json} and {@code truth.jsonl}, for data that were loaded elsewhere.
   *
   * @throws IOException if the folder cannot be written
   */
  public static void writeTruth(Workload workload, Path folder) throws IOException {
    Files.createDirectories(folder);
    writeWorkload(workload, folder);
    try (var truthLines = JsonLines.open(folder.resolve("truth.jsonl"))) {
      Iterator<Truth> truths = Truth.part(workload, 0, 1).iterator();
      while (truths.hasNext()) {
        JsonLines.write(truthLines, truths.next());
      }
    }
  }

  private static void writeWorkload(Workload workload, Path folder) throws IOException {
    try (JsonGenerator about = JsonLines.open(folder.resolve("workload.json"))) {
      JsonLines.write(about, workload);
    }
  }

  private static long writeRecords(JsonGenerator lines, Workload workload, Holding holding)
      throws IOException {
    long count = 0;
    for (SyntheticRecord row : new SyntheticRecords(workload, holding)) {
      JsonLines.write(lines, holding.assignment(), row);
      count++;
    }
    return count;
  }

  private static String name(String what, int part, int parts) {
    return parts == 1
        ? what + ".jsonl"
        : String.format(Locale.ROOT, "%s.%04d-of-%04d.jsonl", what, part, parts);
  }
}
