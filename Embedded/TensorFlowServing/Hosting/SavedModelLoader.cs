using Embedded.TensorFlow;
using Embedded.TensorFlowServing.Flags;
using Embedded.TensorFlowServing.Lifecycle;
using Embedded.TensorFlowServing.Monitoring;

namespace Embedded.TensorFlowServing.Hosting;

/// <summary>Loads SavedModels and counts the attempts where agents look for model names.</summary>
internal sealed class SavedModelLoader(ServerFlags flags, ServerMetrics metrics, TimeProvider time) : IServableLoader
{
    private readonly SavedModelOptions _options = new()
    {
        Tags = flags.SavedModelTags.Split(',', StringSplitOptions.RemoveEmptyEntries),

        // Within a quota of up to one core a run stays on its own thread, whose processor time can be measured.
        IntraOpParallelism = flags.CpuQuota is > 0 and <= 1 ? 1 : flags.TensorflowIntraOpParallelism,
    };

    public IServable Load(string path, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var success = false;
        try
        {
            var model = SavedModel.Load(path, _options, cancellationToken);
            success = true;
            return new SavedModelServable(model);
        }
        finally
        {
            metrics.LoadAttempt(path, success, time.GetElapsedTime(started));
        }
    }
}
