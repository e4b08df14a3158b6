namespace Aspire.Hosting.Publishing;

/// <summary>Writes a file that holds secrets: nobody but its owner can read it, not for a moment.</summary>
internal static class SecretFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static async Task WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        var file = new FileStream(path, options);
        await using (file.ConfigureAwait(false))
        {
            if (!OperatingSystem.IsWindows())
            {
                // One that is there keeps its mode when it is opened.
                File.SetUnixFileMode(file.SafeFileHandle, OwnerOnly);
            }

            file.SetLength(0);
            var writer = new StreamWriter(file);
            await using (writer.ConfigureAwait(false))
            {
                await writer.WriteAsync(text.AsMemory(), cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
