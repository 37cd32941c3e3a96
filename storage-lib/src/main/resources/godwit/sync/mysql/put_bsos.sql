-- Many records in one statement; all columns are given, since the merge was done before.
INSERT INTO {bso}
  ({uid}, {collection}, id, sortindex, payload, payload_size, modified, {expiry})
VALUES {rows}
ON DUPLICATE KEY UPDATE
  sortindex = VALUES(sortindex), payload = VALUES(payload), payload_size = VALUES(payload_size),
  modified = VALUES(modified), {expiry} = VALUES({expiry})
