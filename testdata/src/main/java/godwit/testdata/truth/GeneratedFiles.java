package godwit.testdata.truth;

import java.nio.file.Path;

/**
 * What was written.
 *
 * @param folder where
 * @param users lines in the users file
 * @param records lines in the records file
 */
public record GeneratedFiles(Path folder, long users, long records) {}
