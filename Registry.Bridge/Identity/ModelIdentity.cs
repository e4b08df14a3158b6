using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Registry.Bridge;

/// <summary>
/// One version of a model as the registry names it: group = model, service = version, so that a registration's instance id is
/// <c>ip#port#cluster#model@@version</c>.
/// </summary>
public readonly record struct ModelIdentity
{
    /// <summary>Names a version.</summary>
    /// <param name="model">The model's exact name, as TensorFlow Serving has it.</param>
    /// <param name="version">The version number, not negative.</param>
    /// <exception cref="ArgumentException">The registry cannot hold the name (see <see cref="TryValidate"/>).</exception>
    public ModelIdentity(string model, long version)
    {
        if (!TryValidate(model, out var problem))
        {
            throw new ArgumentException(problem, nameof(model));
        }

        ArgumentOutOfRangeException.ThrowIfNegative(version);
        Model = model;
        Version = version;
    }

    /// <summary>The group that holds every index instance.</summary>
    public const string IndexGroup = GroupName.Default;

    /// <summary>The model's exact name.</summary>
    public string Model { get; }

    /// <summary>The version number.</summary>
    public long Version { get; }

    /// <summary>The Nacos group: the model's name, escaped where a group cannot hold it.</summary>
    public string Group => GroupName.Escape(Model);

    /// <summary>The Nacos service: the version in decimal.</summary>
    public string Service => Version.ToString(CultureInfo.InvariantCulture);

    /// <summary>The Nacos group of a model's versions.</summary>
    /// <param name="model">The model's exact name.</param>
    public static string GroupOf(string model) => GroupName.Escape(model);

    /// <summary>
    /// The model's name in ServiceDiscovery and of its index service: lower case, escaped where a host name cannot hold it.
    /// Models whose names differ in case alone share it; only one of them can be registered.
    /// </summary>
    /// <param name="model">The model's exact name.</param>
    /// <exception cref="ArgumentException">The name is empty or too long.</exception>
    public static string DiscoveryNameOf(string model) =>
        DiscoveryName.TryCreate(model, out var name) ? name : throw new ArgumentException(Describe(model), nameof(model));

    /// <summary>True when the registry can hold the name; otherwise a sentence says why not.</summary>
    /// <param name="model">The model's exact name.</param>
    /// <param name="problem">The reason, null when there is none.</param>
    public static bool TryValidate(string? model, [NotNullWhen(false)] out string? problem)
    {
        problem = !string.IsNullOrEmpty(model) && GroupName.Escape(model).Length <= GroupName.MaxLength && DiscoveryName.TryCreate(model, out _)
            ? null
            : Describe(model);
        return problem is null;
    }

    /// <summary>Reads group and service back; false when they were not made from a model and a version.</summary>
    /// <param name="group">The Nacos group.</param>
    /// <param name="service">The Nacos service.</param>
    /// <param name="identity">The version they name.</param>
    public static bool TryParse(string group, string service, out ModelIdentity identity)
    {
        identity = default;
        if (group == IndexGroup || !GroupName.TryUnescape(group, out var model)
            || !long.TryParse(service, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            || version.ToString(CultureInfo.InvariantCulture) != service || !TryValidate(model, out _))
        {
            return false;
        }

        identity = new(model, version);
        return true;
    }

    /// <summary>The instance id that Nacos gives a registration (<c>simple</c> generator).</summary>
    /// <param name="ip">The registered address.</param>
    /// <param name="port">The registered port.</param>
    /// <param name="cluster">The cluster.</param>
    public string InstanceId(string ip, int port, string cluster) =>
        string.Create(CultureInfo.InvariantCulture, $"{ip}#{port}#{cluster}#{Group}@@{Service}");

    /// <inheritdoc />
    public override string ToString() => $"{Model}@{Service}";

    private static string Describe(string? model) => string.IsNullOrEmpty(model)
        ? "A model without a name cannot be registered; give it one in the model server's configuration."
        : $"The model name '{model}' is too long for the registry: with '/', '@', ':' and other special characters escaped it may have {GroupName.MaxLength} characters. Shorten it.";
}
