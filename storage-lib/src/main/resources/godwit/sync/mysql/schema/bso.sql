-- The records. As syncstorage-rs has them, but ids compare byte by byte, and payloads hold any text.
CREATE TABLE IF NOT EXISTS bso (
  userid BIGINT NOT NULL,
  collection INT NOT NULL,
  id VARCHAR(64) {idText} NOT NULL,
  sortindex INT,
  payload MEDIUMTEXT NOT NULL,
  payload_size INT NOT NULL DEFAULT 0,
  modified BIGINT NOT NULL,
  ttl BIGINT NOT NULL,
  PRIMARY KEY (userid, collection, id),
  KEY bso_expiry_idx (ttl),
  KEY bso_usr_col_mod_idx (userid, collection, modified)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
