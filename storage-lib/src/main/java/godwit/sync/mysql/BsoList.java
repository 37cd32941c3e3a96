package godwit.sync.mysql;

import godwit.model.SyncTimestamp;
import godwit.sync.BsoQuery;
import godwit.sync.Offset;
import godwit.sync.Sorting;
import java.util.ArrayList;
import java.util.List;

/** The statement that a query becomes, and its parameters. */
final class BsoList {
  private final Place place;
  private final StringBuilder sql = new StringBuilder();
  private final List<Object> parameters = new ArrayList<>();

  private BsoList(Place place) {
    this.place = place;
  }

  /**
   * A list of visible records.
   *
   * @param columns what to select
   * @param rows at most so many
   */
  static BsoList of(Place place, SyncTimestamp now, BsoQuery query, String columns, long rows) {
    BsoList list = new BsoList(place);
    list.sql.append("SELECT ").append(columns).append(" FROM {bso}");
    list.add(" WHERE {uid} = ?", place.uid());
    list.add(" AND {collection} = ?", place.collection());
    list.add(" AND {expiry} > ?", place.schema().visibleAbove(now));
    list.filter(query);
    list.sql.append(" ORDER BY ").append(order(query.sorting()));
    list.add(" LIMIT ?", rows);
    Offset offset = query.offset();
    if (offset != null) {
      list.add(" OFFSET ?", offset.skip());
    }
    return list;
  }

  private void filter(BsoQuery query) {
    List<String> ids = query.ids();
    if (ids != null) {
      // A list without any ids is a list of nothing.
      sql.append(ids.isEmpty() ? " AND FALSE" : " AND id IN (" + Sql.parameters(ids.size()) + ")");
      parameters.addAll(ids);
    }
    SyncTimestamp newer = query.newer();
    if (newer != null) {
      add(" AND modified > ?", newer.millis());
    }
    SyncTimestamp older = query.older();
    if (older != null) {
      add(" AND modified < ?", older.millis());
    }
    bound(query);
  }

  /** Records past the page before; what was written since does not shift them. */
  private void bound(BsoQuery query) {
    Offset offset = query.offset();
    Long millis = offset == null ? null : offset.millis();
    if (millis == null) {
      return;
    }
    switch (query.sorting()) {
      case NEWEST -> add(" AND modified <= ?", millis);
      case OLDEST -> add(" AND modified >= ?", millis);
      case INDEX -> {}
    }
  }

  private static String order(Sorting sorting) {
    return switch (sorting) {
      case NEWEST -> "modified DESC, id DESC";
      case OLDEST -> "modified, id";
      // NULLs are below all numbers.
      case INDEX -> "sortindex DESC, id DESC";
    };
  }

  private void add(String condition, Object parameter) {
    sql.append(condition);
    parameters.add(parameter);
  }

  String sql() {
    return place.sql(sql.toString());
  }

  Object[] parameters() {
    return parameters.toArray();
  }
}
