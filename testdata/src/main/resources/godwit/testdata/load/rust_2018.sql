-- The tables of syncstorage-rs before September 2019, with its first column names; an open batch is
-- one row of JSON lines.
CREATE TABLE bso (
  user_id INT NOT NULL,
  collection_id INT NOT NULL,
  id VARCHAR(64) NOT NULL,
  sortindex INT,
  payload MEDIUMTEXT NOT NULL,
  payload_size INT DEFAULT 0,
  modified BIGINT NOT NULL,
  expiry BIGINT NOT NULL DEFAULT 3153600000000,
  PRIMARY KEY (user_id, collection_id, id),
  KEY bso_expiry_idx (expiry),
  KEY bso_usr_col_mod_idx (user_id, collection_id, modified)
) ENGINE=InnoDB DEFAULT CHARSET=latin1;

CREATE TABLE collections (
  id INT NOT NULL AUTO_INCREMENT,
  name VARCHAR(32) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY name (name)
) ENGINE=InnoDB DEFAULT CHARSET=latin1;

CREATE TABLE user_collections (
  user_id INT NOT NULL,
  collection_id INT NOT NULL,
  modified BIGINT NOT NULL,
  PRIMARY KEY (user_id, collection_id)
) ENGINE=InnoDB DEFAULT CHARSET=latin1;

CREATE TABLE batches (
  user_id INT NOT NULL,
  collection_id INT NOT NULL,
  id BIGINT NOT NULL,
  bsos LONGTEXT NOT NULL,
  expiry BIGINT NOT NULL,
  PRIMARY KEY (user_id, collection_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=latin1;

CREATE TABLE __diesel_schema_migrations (
  version VARCHAR(50) NOT NULL,
  run_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (version)
) ENGINE=InnoDB DEFAULT CHARSET=latin1
