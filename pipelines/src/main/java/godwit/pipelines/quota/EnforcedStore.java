package godwit.pipelines.quota;

import godwit.pipelines.io.PurgeManifest;
import godwit.pipelines.io.StorePlace;
import godwit.pipelines.run.RunControl;
import godwit.sweep.SweepStore;
import org.jspecify.annotations.Nullable;

/**
 * A store in which room is made, as one worker sees it.
 *
 * @param store the store
 * @param place its name and its collections
 * @param control the run
 * @param whenIdle returns when its servers are not busy
 * @param manifest where what is deleted is named, or null
 */
record EnforcedStore(
    SweepStore store,
    StorePlace place,
    RunControl control,
    Runnable whenIdle,
    @Nullable PurgeManifest manifest) {}
