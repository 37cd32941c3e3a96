-- Who is being moved: the Python server's table, which it honours too. States: 0 here, 1 being moved,
-- 2 moved away.
CREATE TABLE IF NOT EXISTS migration (
  fxa_uid VARCHAR(255) NOT NULL,
  started_at BIGINT NOT NULL,
  state SMALLINT DEFAULT 0,
  PRIMARY KEY (fxa_uid)
) ENGINE=InnoDB DEFAULT CHARSET=latin1
