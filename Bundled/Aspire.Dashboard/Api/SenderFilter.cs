using Aspire.Dashboard.Storage;

namespace Aspire.Dashboard.Api;

/// <summary>
/// Senders by name. Asked anew when another sender has been heard of: a stream goes on with a process that was started again, which has
/// the same name and another instance.
/// </summary>
internal sealed class SenderFilter(TelemetryResources resources, IReadOnlyList<string> names)
{
    private IReadOnlyList<TelemetryResource> _all = [];
    private HashSet<TelemetryResource> _named = [];

    /// <summary>The first name that nobody goes by, or null.</summary>
    public string? Unknown => names.FirstOrDefault(name => resources.Find(name).Count == 0);

    public bool Contains(TelemetryResource sender)
    {
        if (!ReferenceEquals(_all, resources.All))
        {
            _all = resources.All;
            _named = [.. names.SelectMany(resources.Find)];
        }

        return _named.Contains(sender);
    }
}
