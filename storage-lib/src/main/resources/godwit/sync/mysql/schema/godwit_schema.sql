-- Marks the schema as ours, and says how far it has come; a version is added when it is complete.
CREATE TABLE IF NOT EXISTS godwit_schema (
  version INT NOT NULL,
  applied_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (version)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
