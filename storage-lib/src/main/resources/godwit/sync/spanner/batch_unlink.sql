-- A record has a payload or a link to one. Where the batch brings a payload, or the record is
-- expired and so absent, the link goes. A statement of its own, because writing the column for
-- every record would make each cost nine mutations of the commit's 80,000 instead of eight.
UPDATE bsos AS b
   SET payload_link = NULL
 WHERE b.fxa_uid = @uid AND b.fxa_kid = @kid AND b.collection_id = @collection
   AND b.payload_link IS NOT NULL
   AND EXISTS (SELECT 1
                 FROM batch_bsos AS s
                WHERE s.fxa_uid = @uid AND s.fxa_kid = @kid AND s.collection_id = @collection
                  AND s.batch_id = @batch AND s.batch_bso_id = b.bso_id
                  AND s.batch_bso_id NOT IN UNNEST(@except)
                  AND (s.payload IS NOT NULL OR b.expiry <= @now))
