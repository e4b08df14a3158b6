using Embedded.TensorFlowServing.Flags;

namespace Embedded.TensorFlowServing.Hosting;

/// <summary>What a user should know at start: where the server is, and which accepted flags have no effect.</summary>
internal static partial class StartupNotes
{
    public static void Write(WebApplication app, ServerFlags flags)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Embedded.TensorFlowServing");
        if (flags.Port > 0 || flags.GrpcSocketPath.Length > 0)
        {
            Log.NoGrpc(logger, flags.Port);
        }

        if (flags.EnableBatching)
        {
            Log.NoBatching(logger);
        }

        app.Lifetime.ApplicationStarted.Register(() => Log.Exporting(logger, flags.RestApiPort));
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Exporting HTTP/REST API at:localhost:{Port} ...")]
        public static partial void Exporting(ILogger logger, int port);

        [LoggerMessage(2, LogLevel.Warning, "--port={Port} is accepted, but gRPC is not served by this version; use the REST API")]
        public static partial void NoGrpc(ILogger logger, int port);

        [LoggerMessage(3, LogLevel.Warning, "--enable_batching is accepted, but requests are executed one by one by this version")]
        public static partial void NoBatching(ILogger logger);
    }
}
