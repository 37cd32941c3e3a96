-- When each collection of a user last changed, and what it stores.
CREATE TABLE IF NOT EXISTS user_collections (
  userid BIGINT NOT NULL,
  collection INT NOT NULL,
  last_modified BIGINT NOT NULL,
  total_bytes BIGINT,
  count INT,
  PRIMARY KEY (userid, collection)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
