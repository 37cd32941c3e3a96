-- What is staged in open batches; NULL is what a client left out.
CREATE TABLE IF NOT EXISTS batch_upload_items (
  batch BIGINT NOT NULL,
  userid BIGINT NOT NULL,
  id VARCHAR(64) {idText} NOT NULL,
  sortindex INT,
  payload MEDIUMTEXT,
  payload_size INT,
  ttl_offset INT,
  PRIMARY KEY (batch, userid, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
