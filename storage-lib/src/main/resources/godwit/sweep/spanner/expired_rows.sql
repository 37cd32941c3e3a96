-- A stretch of accounts, behind a key and in the order of keys, so that pages make one pass over
-- it. The comparison is written out, since tuples are not compared as a whole.
SELECT fxa_uid, fxa_kid, collection_id, bso_id, modified, expiry,
       IFNULL(BYTE_LENGTH(payload), 0) AS byte_count,
       payload_link IS NOT NULL AS is_linked
  FROM bsos
 WHERE {range} AND expiry <= @cut_off
   AND (@all OR collection_id IN UNNEST(@collections))
   AND fxa_uid >= @uid
   AND (fxa_uid > @uid OR fxa_kid > @kid OR (fxa_kid = @kid AND (collection_id > @collection
        OR (collection_id = @collection AND bso_id > @id))))
 ORDER BY fxa_uid, fxa_kid, collection_id, bso_id
 LIMIT @limit
