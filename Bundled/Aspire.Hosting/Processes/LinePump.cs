namespace Aspire.Hosting.Processes;

internal static class LinePump
{
    /// <summary>Hands on each line until the other end is closed.</summary>
    public static async Task RunAsync(Stream source, Action<string> line)
    {
        await using (source.ConfigureAwait(false))
        {
            using var reader = new StreamReader(source);
            while (await reader.ReadLineAsync().ConfigureAwait(false) is { } text)
            {
                line(text);
            }
        }
    }
}
