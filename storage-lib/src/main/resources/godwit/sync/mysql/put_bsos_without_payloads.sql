-- Records that keep their payloads. They exist and are locked, so that nothing is inserted; the form
-- of an insert lets one statement set different values in many rows.
INSERT INTO {bso}
  ({uid}, {collection}, id, sortindex, payload, payload_size, modified, {expiry})
VALUES {rows}
ON DUPLICATE KEY UPDATE
  sortindex = VALUES(sortindex), modified = VALUES(modified), {expiry} = VALUES({expiry})
