-- The digest of RowDigest, so that no payload travels. It is computed in a subquery, once a row; 16
-- hex digits at once overflow INT64 whenever the top bit is set, so they are joined from two halves.
-- The payload is hashed on its own: CONCAT answers 1 MiB at most.
-- A payload kept outside is hashed as a zero character and its link, which no payload equals.
SELECT fxa_uid, fxa_kid, collection_id,
       COUNT(*) AS row_count,
       SUM(payload_bytes) AS byte_count,
       UNIX_MICROS(MAX(modified)) AS max_modified,
       BIT_XOR((CAST(CONCAT('0x', SUBSTR(sha256_hex, 1, 8)) AS INT64) << 32)
               | CAST(CONCAT('0x', SUBSTR(sha256_hex, 9, 8)) AS INT64)) AS digest
  FROM (SELECT fxa_uid, fxa_kid, collection_id, modified,
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
         WHERE {where} AND expiry > @live_at)
 GROUP BY fxa_uid, fxa_kid, collection_id
