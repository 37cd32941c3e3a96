-- The names of collections, everybody's.
CREATE TABLE IF NOT EXISTS collections (
  id INT NOT NULL AUTO_INCREMENT,
  name VARCHAR(32) {idText} NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY name (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
