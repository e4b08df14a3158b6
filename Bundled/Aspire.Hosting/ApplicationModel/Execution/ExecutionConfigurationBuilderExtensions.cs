namespace Aspire.Hosting.ApplicationModel;

/// <summary>Says what is computed.</summary>
public static class ExecutionConfigurationBuilderExtensions
{
    /// <summary>Computes the arguments.</summary>
    public static IExecutionConfigurationBuilder WithArgumentsConfig(this IExecutionConfigurationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ((ExecutionConfigurationBuilder)builder).WithArguments = true;
        return builder;
    }

    /// <summary>Computes the environment variables.</summary>
    public static IExecutionConfigurationBuilder WithEnvironmentVariablesConfig(this IExecutionConfigurationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ((ExecutionConfigurationBuilder)builder).WithEnvironment = true;
        return builder;
    }
}
