-- The same digest for one collection, by the first characters of the record's id. The whole key
-- before the id is given, so that only this collection is looked at.
SELECT group_id,
       COUNT(*) AS row_count,
       SUM(payload_bytes) AS byte_count,
       UNIX_MICROS(MAX(modified)) AS max_modified,
       BIT_XOR((CAST(CONCAT('0x', SUBSTR(sha256_hex, 1, 8)) AS INT64) << 32)
               | CAST(CONCAT('0x', SUBSTR(sha256_hex, 9, 8)) AS INT64)) AS digest
  FROM (SELECT SUBSTR(bso_id, 1, @length) AS group_id, modified,
               IFNULL(BYTE_LENGTH(payload), 0) AS payload_bytes,
               TO_HEX(SHA256(CONCAT(
                   CAST(UNIX_MICROS(modified) AS STRING), '\n',
                   CAST(UNIX_MICROS(expiry) AS STRING), '\n',
                   IFNULL(CAST(sortindex AS STRING), '-'), '\n',
                   CAST(BYTE_LENGTH(bso_id) AS STRING), '\n',
                   bso_id, '\n',
                   TO_HEX(SHA256(IFNULL(
                       payload,
                       CONCAT(CODE_POINTS_TO_STRING([0]), IFNULL(payload_link, '')))))))) AS sha256_hex
          FROM bsos
         WHERE fxa_uid = @uid AND fxa_kid = @kid AND collection_id = @collection
           AND STARTS_WITH(bso_id, @prefix) AND expiry > @live_at)
 GROUP BY group_id
