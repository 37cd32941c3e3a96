-- The tokenserver's tables as the reference server leaves them, so that either can take over from
-- the other. No foreign keys: rows of users outlive the node they were on.
CREATE TABLE IF NOT EXISTS services (
  id INT NOT NULL AUTO_INCREMENT,
  service VARCHAR(30),
  pattern VARCHAR(128),
  PRIMARY KEY (id),
  UNIQUE KEY service (service)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS nodes (
  id BIGINT NOT NULL AUTO_INCREMENT,
  service INT NOT NULL,
  node VARCHAR(64) NOT NULL,
  available INT NOT NULL,
  current_load INT NOT NULL,
  capacity INT NOT NULL,
  downed INT NOT NULL,
  backoff INT NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY unique_idx (service, node)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS users (
  uid BIGINT NOT NULL AUTO_INCREMENT,
  service INT NOT NULL,
  email VARCHAR(255) NOT NULL,
  generation BIGINT NOT NULL,
  client_state VARCHAR(32) NOT NULL,
  created_at BIGINT NOT NULL,
  replaced_at BIGINT,
  nodeid BIGINT NOT NULL,
  keys_changed_at BIGINT,
  PRIMARY KEY (uid),
  KEY lookup_idx (email, service, created_at),
  KEY replaced_at_idx (service, replaced_at),
  KEY node_idx (nodeid)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- Looked for first, because a refused insert uses up an id; the end is for two at the same time.
INSERT INTO services (service, pattern)
SELECT 'sync-1.5', '{node}/1.5/{uid}'
  FROM (SELECT COUNT(*) AS known FROM services WHERE service = 'sync-1.5') AS found
 WHERE found.known = 0
    ON DUPLICATE KEY UPDATE services.pattern = services.pattern
