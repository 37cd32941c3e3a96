-- The same for batches; how many records wait in one is told for the report.
SELECT fxa_uid, fxa_kid, collection_id, batch_id,
       (SELECT COUNT(*) FROM batch_bsos AS item
         WHERE item.fxa_uid = batch.fxa_uid AND item.fxa_kid = batch.fxa_kid
           AND item.collection_id = batch.collection_id
           AND item.batch_id = batch.batch_id) AS item_count
  FROM batches AS batch
 WHERE {keys} AND expiry <= @cut_off
   AND (@all OR collection_id IN UNNEST(@collections))
 ORDER BY fxa_uid, fxa_kid, collection_id, batch_id
 LIMIT @limit
