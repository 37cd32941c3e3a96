-- Adds to a batch; what a change leaves out stays as it was staged.
INSERT INTO {items} (batch, userid, id, sortindex, payload, payload_size, ttl_offset)
VALUES {rows}
ON DUPLICATE KEY UPDATE
  sortindex = COALESCE(VALUES(sortindex), sortindex),
  payload = COALESCE(VALUES(payload), payload),
  payload_size = COALESCE(VALUES(payload_size), payload_size),
  ttl_offset = COALESCE(VALUES(ttl_offset), ttl_offset)
