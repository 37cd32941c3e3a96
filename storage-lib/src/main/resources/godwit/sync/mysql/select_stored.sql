-- What a write meets, so that it can be merged and counted before it is sent. Locked, although the
-- collection is: a purge may take away expired records without asking for the collection.
SELECT id, sortindex, {bytes}, modified, {expiry}
  FROM {bso}
 WHERE {uid} = ? AND {collection} = ? AND id IN ({ids})
   FOR UPDATE
