namespace Aspire.Hosting.ApplicationModel;

/// <summary>The variables and arguments that a resource is started with.</summary>
public interface IExecutionConfigurationResult
{
    /// <summary>Arguments, and whether they must be hidden.</summary>
    IEnumerable<(string Value, bool IsSensitive)> Arguments { get; }

    /// <summary>Environment variables.</summary>
    IEnumerable<KeyValuePair<string, string>> EnvironmentVariables { get; }

    /// <summary>What went wrong, if anything did.</summary>
    Exception? Exception { get; }
}
