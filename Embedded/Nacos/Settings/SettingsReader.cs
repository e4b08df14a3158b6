using System.Collections;
using System.Globalization;
using System.Net;

namespace Embedded.Nacos.Settings;

/// <summary>
/// Puts the properties together: <c>conf/application.properties</c>, then the environment, then the command line; the last word wins.
/// </summary>
internal sealed class SettingsReader
{
    private readonly Dictionary<string, string> _properties = new(StringComparer.Ordinal);
    private readonly List<string> _warnings = [];

    /// <summary>What the user should hear about: properties without effect, or unknown.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <exception cref="SettingsException">A value cannot be used.</exception>
    public static NacosSettings Read(IReadOnlyList<string> arguments, IDictionary environment, out IReadOnlyList<string> warnings)
    {
        var reader = new SettingsReader();
        var settings = reader.Read(arguments, environment);
        warnings = reader.Warnings;
        return settings;
    }

    private NacosSettings Read(IReadOnlyList<string> arguments, IDictionary environment)
    {
        var outer = FromEnvironment(environment).Concat(FromArguments(arguments)).ToList();
        var home = outer.LastOrDefault(static property => property.Key == PropertyNames.Home).Value ?? NacosSettings.DefaultHome;
        var file = Path.Combine(home, "conf", "application.properties");
        if (File.Exists(file))
        {
            using var text = File.OpenText(file);
            AddRange(PropertyFile.Parse(text));
        }

        AddRange(outer);
        foreach (var name in _properties.Keys.Where(static name => !PropertyNames.Effective.Contains(name)))
        {
            _warnings.Add(PropertyNames.IsKnown(name)
                ? $"{name} has no effect in this server"
                : $"{name} is not a property of Nacos; it is ignored");
        }

        if (_properties.GetValueOrDefault(PropertyNames.Standalone) == "false")
        {
            _warnings.Add("This server has no cluster mode; it runs standalone");
        }

        if (_properties.GetValueOrDefault(PropertyNames.FunctionMode) is "config")
        {
            throw new SettingsException($"{PropertyNames.FunctionMode}=config asks for the configuration service alone, which this server does not have; use naming, or leave it out");
        }

        var defaults = new NacosSettings();
        return new NacosSettings
        {
            Port = Number(PropertyNames.Port, defaults.Port, 0, ushort.MaxValue),
            Address = Address(),
            ContextPath = ContextPath(defaults.ContextPath),
            Home = home,
            ParameterCheck = Flag(PropertyNames.ParameterCheck, defaults.ParameterCheck),
            ExpireInstances = Flag(PropertyNames.ExpireInstances, defaults.ExpireInstances),
            EmptyServiceInterval = Duration(PropertyNames.EmptyServiceInterval, defaults.EmptyServiceInterval),
            EmptyServiceExpiry = Duration(PropertyNames.EmptyServiceExpiry, defaults.EmptyServiceExpiry),
            Auth = Flag(PropertyNames.AuthEnabled, defaults.Auth),
            ConsoleUi = Flag(PropertyNames.ConsoleUi, defaults.ConsoleUi),
        };
    }

    private static IEnumerable<KeyValuePair<string, string>> FromEnvironment(IDictionary environment)
    {
        foreach (var (variable, property) in PropertyNames.Environment)
        {
            if (environment[variable] is string { Length: > 0 } value)
            {
                yield return KeyValuePair.Create(property, value);
            }
        }

        // nacos-docker's own default is cluster, so only a value that somebody wrote counts.
        if (environment["MODE"] is string { Length: > 0 } mode)
        {
            yield return KeyValuePair.Create(PropertyNames.Standalone, mode == "standalone" ? "true" : "false");
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> FromArguments(IReadOnlyList<string> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            var name = argument.TrimStart('-');
            if (argument.StartsWith("-D", StringComparison.Ordinal))
            {
                name = argument[2..];
            }
            else if (!argument.StartsWith("--", StringComparison.Ordinal))
            {
                throw new SettingsException($"'{argument}' is not an option; write options as --server.port=8848");
            }

            var equals = name.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0 && i + 1 < arguments.Count && !arguments[i + 1].StartsWith('-'))
            {
                yield return KeyValuePair.Create(name, arguments[++i]);
            }
            else
            {
                yield return equals < 0 ? KeyValuePair.Create(name, "true") : KeyValuePair.Create(name[..equals], name[(equals + 1)..]);
            }
        }
    }

    private void AddRange(IEnumerable<KeyValuePair<string, string>> properties)
    {
        foreach (var (name, value) in properties)
        {
            // Names with a colon are the host's (Logging:LogLevel:Default); it reads the same command line.
            if (!name.Contains(':', StringComparison.Ordinal))
            {
                _properties[name == "server.servlet.context-path" ? PropertyNames.ContextPath : name] = value;
            }
        }
    }

    private int Number(string name, int fallback, int minimum, int maximum)
    {
        if (!_properties.TryGetValue(name, out var text))
        {
            return fallback;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= minimum && value <= maximum
            ? value
            : throw new SettingsException($"{name} is '{text}'; give a number between {minimum} and {maximum}");
    }

    private TimeSpan Duration(string name, TimeSpan fallback) =>
        TimeSpan.FromMilliseconds(Number(name, (int)fallback.TotalMilliseconds, 1, int.MaxValue));

    private bool Flag(string name, bool fallback)
    {
        if (!_properties.TryGetValue(name, out var text))
        {
            return fallback;
        }

        return bool.TryParse(text, out var value) ? value : throw new SettingsException($"{name} is '{text}'; give true or false");
    }

    private string? Address()
    {
        var text = _properties.GetValueOrDefault(PropertyNames.Address);
        return text is null or "" or "0.0.0.0" or "::" or "*" ? null
            : text == "localhost" || IPAddress.TryParse(text, out _) ? text
            : throw new SettingsException($"{PropertyNames.Address} is '{text}'; give an IP address of this machine, or localhost");
    }

    private string ContextPath(string fallback)
    {
        var path = (_properties.GetValueOrDefault(PropertyNames.ContextPath) ?? fallback).TrimEnd('/');
        return path.Length == 0 || path[0] == '/' ? path
            : throw new SettingsException($"{PropertyNames.ContextPath} is '{path}'; it must begin with a slash");
    }
}
