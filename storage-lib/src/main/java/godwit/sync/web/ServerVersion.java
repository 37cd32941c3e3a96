package godwit.sync.web;

/**
 * What this server is, for {@code /__version__}.
 *
 * @param source where its code comes from, a URL
 * @param version of the release
 * @param commit it was built from
 * @param build where it was built, a URL; may be empty
 */
public record ServerVersion(String source, String version, String commit, String build) {}
