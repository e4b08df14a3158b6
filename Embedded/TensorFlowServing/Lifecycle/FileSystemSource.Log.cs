namespace Embedded.TensorFlowServing.Lifecycle;

internal sealed partial class FileSystemSource
{
    private static partial class Log
    {
        [LoggerMessage(200, LogLevel.Error, "FileSystemStoragePathSource encountered a filesystem access error: {Reason}. The versions of {Model} stay as they are until the folder can be read.")]
        public static partial void Unreadable(ILogger logger, string model, string reason);

        [LoggerMessage(201, LogLevel.Information, "Base path {Path} of {Model} can be read")]
        public static partial void Readable(ILogger logger, string path, string model);

        [LoggerMessage(202, LogLevel.Warning, "Version {Version} of {Model} is configured but not present in {Path}")]
        public static partial void VersionMissing(ILogger logger, long version, string model, string path);
    }
}
