-- A legacy tokenserver, as its own server made it. What Godwit makes is in storage-lib and may differ
-- in what both allow. email is <fxa_uid>@<domain>, and a person has one row per assignment.
CREATE TABLE services (
  id INT NOT NULL AUTO_INCREMENT,
  service VARCHAR(30),
  pattern VARCHAR(128),
  PRIMARY KEY (id),
  UNIQUE KEY service (service)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE nodes (
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

CREATE TABLE users (
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

CREATE TABLE dynamic_settings (
  setting VARCHAR(100) NOT NULL,
  value VARCHAR(255) NOT NULL,
  description VARCHAR(255),
  PRIMARY KEY (setting)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

INSERT INTO services (id, service, pattern) VALUES (1, 'sync-1.5', '{node}/1.5/{uid}');

INSERT INTO dynamic_settings (setting, value, description)
VALUES ('migrate_new_user_percentage', '0', 'share of new users that start on the Spanner node')
