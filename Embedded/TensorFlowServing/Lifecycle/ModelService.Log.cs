namespace Embedded.TensorFlowServing.Lifecycle;

internal sealed partial class ModelService
{
    private static partial class Log
    {
        [LoggerMessage(300, LogLevel.Error, "Model config file {Path} is refused and the running config kept: {Reason}")]
        public static partial void ConfigRefused(ILogger logger, string path, string reason);

        [LoggerMessage(301, LogLevel.Information, "Model config file {Path} is accepted again")]
        public static partial void ConfigAccepted(ILogger logger, string path);
    }
}
