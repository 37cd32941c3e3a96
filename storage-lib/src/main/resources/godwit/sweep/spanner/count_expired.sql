-- How much a purge would free in a stretch of accounts, by collection.
SELECT collection_id, COUNT(*), SUM(IFNULL(BYTE_LENGTH(payload), 0))
  FROM bsos
 WHERE {keys} AND expiry <= @cut_off
   AND (@all OR collection_id IN UNNEST(@collections))
 GROUP BY collection_id
