-- Staged changes become records without leaving the server. A stored record that is expired counts
-- as absent. The expiry is set last, because each assignment sees the ones before it.
INSERT INTO {bso}
  ({uid}, {collection}, id, sortindex, payload, payload_size, modified, {expiry})
SELECT staged.userid, ?, staged.id, staged.sortindex, COALESCE(staged.payload, ''),
       COALESCE({stagedBytes}, 0), ?,
       COALESCE(LEAST(? + staged.ttl_offset * {perSecond}, {latest}), ?)
  FROM {items} staged
 WHERE staged.batch = ? AND staged.userid = ?
ON DUPLICATE KEY UPDATE
  sortindex = IF({bso}.{expiry} > ?, COALESCE(staged.sortindex, {bso}.sortindex), staged.sortindex),
  payload_size = IF({bso}.{expiry} > ? AND staged.payload IS NULL,
                    {bso}.payload_size, VALUES(payload_size)),
  payload = IF({bso}.{expiry} > ? AND staged.payload IS NULL, {bso}.payload, VALUES(payload)),
  modified = VALUES(modified),
  {expiry} = IF({bso}.{expiry} > ? AND staged.ttl_offset IS NULL,
                {bso}.{expiry}, VALUES({expiry}))
