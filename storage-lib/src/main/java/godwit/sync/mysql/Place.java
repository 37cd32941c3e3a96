package godwit.sync.mysql;

/**
 * One collection of one user.
 *
 * @param schema that it is in
 * @param uid of the user
 * @param collection its id
 */
record Place(ServedSchema schema, long uid, int collection) {
  /** Fills in names; see {@link ServedSchema#sql}. */
  String sql(String template) {
    return schema.sql(template, uid);
  }
}
