namespace Embedded.TensorFlowServing.Rest;

internal sealed partial class RestHandler
{
    private static partial class Log
    {
        [LoggerMessage(400, LogLevel.Error, "{Target} failed for a reason that is not the client's")]
        public static partial void Fault(ILogger logger, Exception exception, string target);
    }
}
