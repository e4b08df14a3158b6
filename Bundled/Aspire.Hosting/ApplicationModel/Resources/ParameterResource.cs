namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that comes from outside the application model, for example a password.</summary>
public class ParameterResource : Resource, IExpressionValue
{
    private readonly Lazy<string> _value;

    /// <summary>Describes the value.</summary>
    /// <param name="name">Name of the resource.</param>
    /// <param name="callback">Gives the value, or throws <see cref="MissingParameterValueException"/>; called once.</param>
    /// <param name="secret">Whether the value must be hidden from eyes and logs.</param>
    public ParameterResource(string name, Func<ParameterDefault?, string> callback, bool secret = false) : base(name)
    {
        ArgumentNullException.ThrowIfNull(callback);
        _value = new(() => callback(Default));
        Secret = secret;
    }

    /// <summary>What is used when nothing is configured.</summary>
    public ParameterDefault? Default { get; set; }

    /// <summary>Explains to an operator what the value is for.</summary>
    public string? Description { get; set; }

    /// <summary>Whether <see cref="Description"/> is Markdown.</summary>
    public bool EnableDescriptionMarkdown { get; set; }

    /// <summary>Whether the value is a connection string (configured under <c>ConnectionStrings</c>).</summary>
    public bool IsConnectionString { get; set; }

    /// <summary>Whether the value must be hidden from eyes and logs.</summary>
    public bool Secret { get; }

    /// <inheritdoc/>
    public string ValueExpression => IsConnectionString ? $"{{{Name}.connectionString}}" : $"{{{Name}.value}}";

    /// <summary>The value.</summary>
    /// <exception cref="MissingParameterValueException">Nothing is configured and there is no default.</exception>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken) => new(_value.Value);
}
