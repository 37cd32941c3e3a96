-- The tables of a Python server whatever its number of BSO tables; standard collection names live in
-- its memory only, and the row 99 makes custom ids start at 100.
CREATE TABLE collections (
  collectionid INT NOT NULL AUTO_INCREMENT,
  name VARCHAR(32) NOT NULL,
  PRIMARY KEY (collectionid),
  UNIQUE KEY name (name)
) ENGINE=InnoDB DEFAULT CHARSET=latin1;

INSERT INTO collections (collectionid, name) VALUES (99, '');

CREATE TABLE user_collections (
  userid INT NOT NULL,
  collection INT NOT NULL,
  last_modified BIGINT NOT NULL,
  PRIMARY KEY (userid, collection)
) ENGINE=InnoDB DEFAULT CHARSET=latin1;

CREATE TABLE batch_uploads (
  batch BIGINT NOT NULL,
  userid INT NOT NULL,
  collection INT NOT NULL,
  PRIMARY KEY (batch, userid)
) ENGINE=InnoDB DEFAULT CHARSET=latin1;

CREATE TABLE migration (
  fxa_uid VARCHAR(255) NOT NULL,
  started_at BIGINT NOT NULL,
  state SMALLINT DEFAULT 0,
  PRIMARY KEY (fxa_uid)
) ENGINE=InnoDB DEFAULT CHARSET=latin1
