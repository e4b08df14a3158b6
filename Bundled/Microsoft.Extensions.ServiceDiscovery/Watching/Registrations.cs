namespace Microsoft.Extensions.ServiceDiscovery.Watching;

/// <summary>Several change token registrations, ended together.</summary>
internal sealed class Registrations(IDisposable[] registrations) : IDisposable
{
    public static readonly Registrations None = new([]);

    public void Dispose()
    {
        foreach (var registration in registrations)
        {
            registration.Dispose();
        }
    }
}
