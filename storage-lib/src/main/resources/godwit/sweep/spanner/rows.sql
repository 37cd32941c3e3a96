-- A user's rows behind a key, in its order. Large payloads stay where they are.
SELECT collection_id, bso_id, modified, expiry,
       IFNULL(BYTE_LENGTH(payload), 0) AS byte_count,
       IF(BYTE_LENGTH(payload) <= @most, payload, NULL) AS payload,
       payload_link IS NOT NULL AS is_linked
  FROM bsos
 WHERE fxa_uid = @uid AND fxa_kid = @kid AND {keys}
 ORDER BY collection_id, bso_id
 LIMIT @limit
