using System.Collections.ObjectModel;

namespace Microsoft.Extensions.ServiceDiscovery;

/// <summary>Options of service discovery.</summary>
public sealed class ServiceDiscoveryOptions
{
    /// <summary>Whether every URI scheme may be resolved; otherwise only those of <see cref="AllowedSchemes"/>.</summary>
    /// <value>Default <see langword="true"/>.</value>
    public bool AllowAllSchemes { get; set; } = true;

    /// <summary>How often a service is resolved again when no provider gave a change token that calls back.</summary>
    /// <value>Default 60 s.</value>
    public TimeSpan RefreshPeriod { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The schemes that may be resolved when <see cref="AllowAllSchemes"/> is <see langword="false"/>.</summary>
    /// <value>Default empty.</value>
    public IList<string> AllowedSchemes { get; set; } = [];

    /// <summary>Keeps the schemes of a request that are allowed, in the order of the request.</summary>
    /// <param name="requestedSchemes">The schemes of the request; when empty, all <see cref="AllowedSchemes"/> are meant.</param>
    /// <returns>The schemes to resolve.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="requestedSchemes"/> is <see langword="null"/>.</exception>
    public IReadOnlyList<string> ApplyAllowedSchemes(IReadOnlyList<string> requestedSchemes)
    {
        ArgumentNullException.ThrowIfNull(requestedSchemes);
        if (requestedSchemes.Count == 0)
        {
            return new ReadOnlyCollection<string>(AllowedSchemes);
        }

        return AllowAllSchemes
            ? requestedSchemes
            : [.. requestedSchemes.Where(s => AllowedSchemes.Contains(s, StringComparer.OrdinalIgnoreCase))];
    }
}
