using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>
/// What <c>values.yaml</c> holds: images and parameters, the variables of each resource, and a place for each secret. A dash in a key would be
/// read as a minus by the templates, so there is none; and every map that a template looks into is written, since a missing one is an error.
/// </summary>
internal sealed class ChartValues
{
    private readonly SortedDictionary<string, string> _parameters = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Dictionary<string, string>> _config = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, ParameterResource> _secrets = new(StringComparer.Ordinal);
    private readonly List<ParameterResource> _open = [];

    /// <summary>Secret parameters by their keys.</summary>
    public IReadOnlyDictionary<string, ParameterResource> Secrets => _secrets;

    /// <summary>A name as a key.</summary>
    public static string Key(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));

    /// <summary>The image of a resource that is built.</summary>
    /// <returns>The expression that a template has for it.</returns>
    public string Image(IResource resource)
    {
        var key = $"{Key(resource.Name)}_image";
        _parameters[key] = $"{ChartValue.ObjectName(resource)}:latest";
        return $"{{{{ .Values.parameters.{key} }}}}";
    }

    /// <summary>The value of a parameter.</summary>
    /// <returns>The expression that a template has for it.</returns>
    public string Parameter(ParameterResource parameter)
    {
        var key = Key(parameter.Name);
        if (parameter.Secret)
        {
            _secrets[key] = parameter;
            return $"(required \"secrets.{key} is not set: give Helm the file secrets.yaml\" .Values.secrets.{key})";
        }

        if (_parameters.TryAdd(key, ""))
        {
            _open.Add(parameter);
        }

        return $".Values.parameters.{key}";
    }

    /// <summary>A variable whose value is known.</summary>
    /// <returns>The expression that a template has for it.</returns>
    public string Variable(IResource resource, string name, string value)
    {
        var owner = Key(resource.Name);
        if (!_config.TryGetValue(owner, out var variables))
        {
            _config[owner] = variables = [];
        }

        variables[Key(name)] = value;
        return $".Values.config.{owner}.{Key(name)}";
    }

    /// <summary>Gives parameters that are not secret the values that are configured; one that nobody knows stays empty for the operator.</summary>
    public async Task FillInAsync(CancellationToken cancellationToken)
    {
        foreach (var parameter in _open)
        {
            _parameters[Key(parameter.Name)] = await ValueAsync(parameter, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The value that is generated or configured for a parameter, or an empty text.</summary>
    public static async Task<string> ValueAsync(ParameterResource parameter, CancellationToken cancellationToken)
    {
        try
        {
            return await parameter.GetValueAsync(cancellationToken).ConfigureAwait(false) ?? "";
        }
        catch (MissingParameterValueException)
        {
            return "";
        }
    }

    /// <summary>The text of <c>values.yaml</c>.</summary>
    public string ToYaml() => new YamlWriter("\n")
        .Strings("parameters", new Dictionary<string, string>(_parameters))
        .Map("config", new Dictionary<string, Dictionary<string, string>>(_config), (entry, variables) =>
        {
            foreach (var (name, value) in variables)
            {
                entry.Scalar(name, value);
            }
        })
        .Strings("secrets", _secrets.Keys.ToDictionary(key => key, _ => ""))
        .ToString();
}
