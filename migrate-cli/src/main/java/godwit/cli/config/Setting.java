package godwit.cli.config;

/**
 * The effective value of one setting.
 *
 * @param name its path, such as {@code shards[0].max-connections}
 * @param value as text; of a secret only the place where it is kept
 * @param origin {@code default}, {@code FILE:LINE}, {@code $VARIABLE} or {@code --flag}
 */
public record Setting(String name, String value, String origin) {}
