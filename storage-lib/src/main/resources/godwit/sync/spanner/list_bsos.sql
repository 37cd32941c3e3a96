-- Filtered and sorted by the database, since a collection can be larger than our memory. The first
-- three columns of the key are given, so only this collection is read; no index has its times. The
-- order is total, so that pages neither overlap nor leave anything out.
SELECT {columns}
  FROM bsos
 WHERE fxa_uid = @uid AND fxa_kid = @kid AND collection_id = @collection
   AND expiry > @now AND modified >= @from AND modified <= @to {ids}
 ORDER BY {order}
 LIMIT @limit OFFSET @skip
