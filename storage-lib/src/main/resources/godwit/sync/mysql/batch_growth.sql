-- What a commit will add, counted before it happens: afterwards the old lengths are gone. A staged
-- change without a payload keeps the stored one, unless that record is expired.
SELECT COUNT(*) - COUNT(stored.id),
       COALESCE(SUM(COALESCE(IF(staged.payload IS NOT NULL, {stagedBytes},
                                IF(stored.{expiry} > ?, {storedBytes}, 0)), 0)
                    - COALESCE({storedBytes}, 0)), 0)
  FROM {items} staged
  LEFT JOIN {bso} stored
    ON stored.{uid} = staged.userid AND stored.{collection} = ? AND stored.id = staged.id
 WHERE staged.batch = ? AND staged.userid = ?
