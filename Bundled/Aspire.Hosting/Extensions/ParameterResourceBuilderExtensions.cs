using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Adds values that come from outside.</summary>
public static class ParameterResourceBuilderExtensions
{
    private const string ConnectionStringsSection = "ConnectionStrings";

    /// <summary>Adds a parameter, configured as <c>Parameters:{name}</c>.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, [ResourceName] string name, bool secret = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        return builder.AddResource(new ParameterResource(name, Configured(builder, name, $"Parameters:{name}", "Parameter"), secret));
    }

    /// <summary>Adds a parameter with a value.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Name of the resource.</param>
    /// <param name="value">The value.</param>
    /// <param name="publishValueAsDefault">Whether the manifest has the value as a default (and configuration comes first).</param>
    /// <param name="secret">Whether it is hidden.</param>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, [ResourceName] string name, string value, bool publishValueAsDefault = false, bool secret = false)
    {
        ArgumentNullException.ThrowIfNull(value);
        return builder.AddParameter(name, () => value, publishValueAsDefault, secret);
    }

    /// <summary>Adds a parameter whose value a function gives.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, [ResourceName] string name, Func<string> valueGetter, bool publishValueAsDefault = false, bool secret = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(valueGetter);
        if (publishValueAsDefault && secret)
        {
            throw new ArgumentException("A parameter cannot be both secret and published as a default value.", nameof(secret));
        }

        var fallback = publishValueAsDefault ? new ConstantParameterDefault(valueGetter) : null;
        Func<ParameterDefault?, string> callback = fallback is null ? _ => valueGetter() : Configured(builder, name, $"Parameters:{name}", "Parameter");
        return builder.AddResource(new ParameterResource(name, callback, secret) { Default = fallback });
    }

#pragma warning disable IDE0060 // persist is in the official signature.
    /// <summary>Adds a parameter, configured as <c>Parameters:{name}</c>, with a default.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Name of the resource.</param>
    /// <param name="value">Used when nothing is configured.</param>
    /// <param name="secret">Whether it is hidden.</param>
    /// <param name="persist">Whether a generated value should survive the run; this implementation keeps it for one run only.</param>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, [ResourceName] string name, ParameterDefault value, bool secret = false, bool persist = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        return builder.AddResource(new ParameterResource(name, Configured(builder, name, $"Parameters:{name}", "Parameter"), secret) { Default = value });
    }
#pragma warning restore IDE0060

    /// <summary>Adds a parameter, configured under a key of its own.</summary>
    public static IResourceBuilder<ParameterResource> AddParameterFromConfiguration(this IDistributedApplicationBuilder builder, [ResourceName] string name, string configurationKey, bool secret = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(configurationKey);
        return builder.AddResource(new ParameterResource(name, Configured(builder, name, configurationKey, "Parameter"), secret));
    }

    /// <summary>Explains what the parameter is for.</summary>
    public static IResourceBuilder<ParameterResource> WithDescription(this IResourceBuilder<ParameterResource> builder, string description, bool enableMarkdown = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(description);
        builder.Resource.Description = description;
        builder.Resource.EnableDescriptionMarkdown = enableMarkdown;
        return builder;
    }

    /// <summary>Adds a connection string, configured as <c>ConnectionStrings:{name}</c>.</summary>
    public static IResourceBuilder<IResourceWithConnectionString> AddConnectionString(this IDistributedApplicationBuilder builder, [ResourceName] string name, string? environmentVariableName = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var callback = Configured(builder, name, $"{ConnectionStringsSection}:{name}", "Connection string parameter");
        return builder.AddResource(new ConnectionStringParameterResource(name, callback, environmentVariableName) { IsConnectionString = true });
    }

    /// <summary>A password parameter that is generated on first use.</summary>
    public static ParameterResource CreateDefaultPasswordParameter(IDistributedApplicationBuilder builder, string name, bool lower = true, bool upper = true, bool numeric = true, bool special = true, int minLower = 0, int minUpper = 0, int minNumeric = 0, int minSpecial = 0) =>
        CreateGeneratedParameter(builder, name, secret: true, new() { Lower = lower, Upper = upper, Numeric = numeric, Special = special, MinLower = minLower, MinUpper = minUpper, MinNumeric = minNumeric, MinSpecial = minSpecial });

    /// <summary>A parameter that is generated on first use.</summary>
    public static ParameterResource CreateGeneratedParameter(IDistributedApplicationBuilder builder, string name, bool secret, GenerateParameterDefault parameterDefault)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(parameterDefault);
        return new(name, Configured(builder, name, $"Parameters:{name}", "Parameter"), secret) { Default = parameterDefault };
    }

    private static Func<ParameterDefault?, string> Configured(IDistributedApplicationBuilder builder, string name, string key, string kind) => fallback =>
        builder.Configuration[key]
            ?? fallback?.GetDefaultValue()
            ?? throw new MissingParameterValueException($"{kind} resource could not be used because configuration key '{key}' is missing and the {kind} '{name}' has no default value.");
}
