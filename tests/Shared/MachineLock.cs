namespace Rollcall.Tests;

/// <summary>
/// One lock for the whole machine. Test projects run side by side, and whatever starts the AppHost or times anything would
/// otherwise share two cores with a stranger and measure that.
/// </summary>
internal sealed class MachineLock : IDisposable
{
    private readonly FileStream _file;

    private MachineLock(FileStream file) => _file = file;

    /// <summary>Waits until no other process holds the lock, then holds it until disposed (or the process ends).</summary>
    public static async Task<MachineLock> AcquireAsync(CancellationToken cancellationToken = default)
    {
        var path = Path.Combine(Path.GetTempPath(), "rollcall.machine.lock");
        while (true)
        {
            try
            {
                return new(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellationToken);
            }
        }
    }

    public void Dispose() => _file.Dispose();
}
