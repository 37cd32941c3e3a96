package godwit.testdata.load;

/**
 * A shard that was loaded.
 *
 * @param name {@code shard0} and on
 * @param layout its dialect and tables
 * @param schema its schema
 * @param url its JDBC URL, without credentials
 * @param nodeId its node in the tokenserver
 * @param nodeUrl that node's address
 * @param records rows in its BSO tables
 */
public record LoadedShard(
    String name,
    ShardLayout layout,
    String schema,
    String url,
    long nodeId,
    String nodeUrl,
    long records) {}
