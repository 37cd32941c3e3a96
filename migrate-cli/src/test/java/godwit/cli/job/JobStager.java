package godwit.cli.job;

import com.google.api.services.dataflow.model.DataflowPackage;
import java.util.List;
import org.apache.beam.runners.dataflow.util.PackageUtil.StagedFile;
import org.apache.beam.runners.dataflow.util.Stager;
import org.apache.beam.sdk.options.PipelineOptions;

/** Stages nothing anywhere: only the job's description is of interest. */
public final class JobStager implements Stager {
  /** As the runner makes it, by its options. */
  public static JobStager fromOptions(PipelineOptions options) {
    return new JobStager();
  }

  @Override
  public List<DataflowPackage> stageFiles(List<StagedFile> files) {
    return List.of();
  }

  @Override
  public DataflowPackage stageToFile(byte[] bytes, String name) {
    return new DataflowPackage().setName(name).setLocation("gs://nowhere/" + name);
  }
}
