namespace Embedded.TensorFlowServing.Lifecycle;

internal sealed partial class ModelManager
{
    private static partial class Log
    {
        [LoggerMessage(100, LogLevel.Information, "Found version {Version} of {Model} at {Path}")]
        public static partial void Found(ILogger logger, string model, long version, string path);

        [LoggerMessage(101, LogLevel.Information, "{Model} version {Version} is {State}{Reason}")]
        public static partial void Moved(ILogger logger, string model, long version, ServableState state, string reason);

        [LoggerMessage(102, LogLevel.Warning, "Attempt {Attempt} to load {Model} version {Version} failed; next one in {Seconds} s: {Reason}")]
        public static partial void LoadFailed(ILogger logger, string model, long version, int attempt, double seconds, string reason);
    }
}
