-- The tables of syncstorage-rs since August 2020; ttl is an absolute time in milliseconds.
CREATE TABLE bso (
  userid BIGINT NOT NULL,
  collection INT NOT NULL,
  id VARCHAR(64) NOT NULL,
  sortindex INT,
  payload MEDIUMTEXT NOT NULL,
  payload_size INT DEFAULT 0,
  modified BIGINT NOT NULL,
  ttl BIGINT NOT NULL,
  PRIMARY KEY (userid, collection, id),
  KEY bso_expiry_idx (ttl),
  KEY bso_usr_col_mod_idx (userid, collection, modified)
) ENGINE=InnoDB DEFAULT CHARSET=latin1;

CREATE TABLE collections (
  id INT NOT NULL AUTO_INCREMENT,
  name VARCHAR(32) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY name (name)
) ENGINE=InnoDB DEFAULT CHARSET=latin1;

CREATE TABLE user_collections (
  userid BIGINT NOT NULL,
  collection INT NOT NULL,
  last_modified BIGINT NOT NULL,
  total_bytes BIGINT,
  count INT,
  PRIMARY KEY (userid, collection)
) ENGINE=InnoDB DEFAULT CHARSET=latin1;

CREATE TABLE batch_uploads (
  batch BIGINT NOT NULL,
  userid BIGINT NOT NULL,
  collection INT NOT NULL,
  PRIMARY KEY (batch, userid)
) ENGINE=InnoDB DEFAULT CHARSET=latin1;

CREATE TABLE batch_upload_items (
  batch BIGINT NOT NULL,
  userid BIGINT NOT NULL,
  id VARCHAR(64) NOT NULL,
  sortindex INT,
  payload MEDIUMTEXT,
  payload_size INT,
  ttl_offset INT,
  PRIMARY KEY (batch, userid, id)
) ENGINE=InnoDB DEFAULT CHARSET=latin1;

CREATE TABLE __diesel_schema_migrations (
  version VARCHAR(50) NOT NULL,
  run_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (version)
) ENGINE=InnoDB DEFAULT CHARSET=latin1
