-- Open batches. The second index finds a user's when the user's collection is deleted.
CREATE TABLE IF NOT EXISTS batch_uploads (
  batch BIGINT NOT NULL,
  userid BIGINT NOT NULL,
  collection INT NOT NULL,
  PRIMARY KEY (batch, userid),
  KEY batch_uploads_usr_col_idx (userid, collection)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
