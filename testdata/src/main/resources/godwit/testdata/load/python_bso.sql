-- One BSO table of a Python server, and its table of batch items; {n} is empty on a server with one.
CREATE TABLE bso{n} (
  userid INT NOT NULL,
  collection INT NOT NULL,
  id VARCHAR(64) NOT NULL,
  sortindex INT,
  modified BIGINT NOT NULL,
  payload MEDIUMTEXT NOT NULL,
  payload_size INT NOT NULL DEFAULT 0,
  ttl INT NOT NULL DEFAULT 2100000000,
  PRIMARY KEY (userid, collection, id),
  KEY bso{n}_ttl_idx (ttl),
  KEY bso{n}_usr_col_mod_idx (userid, collection, modified)
) ENGINE=InnoDB DEFAULT CHARSET=latin1;

CREATE TABLE batch_upload_items{n} (
  batch BIGINT NOT NULL,
  userid INT NOT NULL,
  id VARCHAR(64) NOT NULL,
  sortindex INT,
  payload MEDIUMTEXT,
  payload_size INT,
  ttl_offset INT,
  PRIMARY KEY (batch, userid, id)
) ENGINE=InnoDB DEFAULT CHARSET=latin1
