using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Computes the variables and arguments that a resource is started with.</summary>
public sealed class ExecutionConfigurationBuilder : IExecutionConfigurationBuilder
{
    private readonly IResource _resource;

    internal ExecutionConfigurationBuilder(IResource resource) => _resource = resource;

    internal bool WithArguments { get; set; }

    internal bool WithEnvironment { get; set; }

    /// <summary>For a resource.</summary>
    public static IExecutionConfigurationBuilder Create(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return new ExecutionConfigurationBuilder(resource);
    }

    /// <inheritdoc/>
    public async Task<IExecutionConfigurationResult> BuildAsync(DistributedApplicationExecutionContext executionContext, ILogger? resourceLogger = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(executionContext);
        var logger = resourceLogger ?? NullLogger.Instance;
        var failures = new List<Exception>();
        var arguments = new List<(string, bool)>();
        var variables = new Dictionary<string, string>();
        try
        {
            if (WithEnvironment)
            {
                foreach (var (name, value) in await CollectVariablesAsync(executionContext, logger, cancellationToken).ConfigureAwait(false))
                {
                    if (await ResolveAsync(value, executionContext, failures, cancellationToken).ConfigureAwait(false) is { } text)
                    {
                        variables[name] = text;
                    }
                }
            }

            if (WithArguments)
            {
                foreach (var value in await CollectArgumentsAsync(executionContext, logger, cancellationToken).ConfigureAwait(false))
                {
                    if (await ResolveAsync(value, executionContext, failures, cancellationToken).ConfigureAwait(false) is { } text)
                    {
                        arguments.Add((text, IsSecret(value)));
                    }
                }
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            failures.Add(exception);
        }

        return new Result(arguments, variables, failures switch { [] => null, [var only] => only, _ => new AggregateException(failures) });
    }

    private static bool IsSecret(object value)
    {
        var secret = false;
        References.Walk(value, resource => secret |= resource is ParameterResource { Secret: true });
        return secret;
    }

    /// <summary>The variables before their values are looked up.</summary>
    internal async Task<Dictionary<string, object>> CollectVariablesAsync(DistributedApplicationExecutionContext executionContext, ILogger logger, CancellationToken cancellationToken)
    {
        var context = new EnvironmentCallbackContext(executionContext, _resource, cancellationToken: cancellationToken) { Logger = logger };
        foreach (var annotation in _resource.Annotations.OfType<EnvironmentCallbackAnnotation>().ToArray())
        {
            await annotation.Callback(context).ConfigureAwait(false);
        }

        return context.EnvironmentVariables;
    }

    /// <summary>The arguments before their values are looked up.</summary>
    internal async Task<IList<object>> CollectArgumentsAsync(DistributedApplicationExecutionContext executionContext, ILogger logger, CancellationToken cancellationToken)
    {
        var context = new CommandLineArgsCallbackContext([], _resource, cancellationToken) { ExecutionContext = executionContext, Logger = logger };
        foreach (var annotation in _resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>().ToArray())
        {
            await annotation.Callback(context).ConfigureAwait(false);
        }

        return context.Args;
    }

    private async Task<string?> ResolveAsync(object value, DistributedApplicationExecutionContext executionContext, List<Exception> failures, CancellationToken cancellationToken)
    {
        try
        {
            return value switch
            {
                string text => text,
                IResourceBuilder<IResource> { Resource: IValueProvider provider } => await GetAsync(provider).ConfigureAwait(false),
                IValueProvider provider => await GetAsync(provider).ConfigureAwait(false),
                IFormattable formattable => formattable.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
                _ => value.ToString(),
            };
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            failures.Add(exception);
            return null;
        }

        ValueTask<string?> GetAsync(IValueProvider provider) => executionContext.IsPublishMode && provider is IManifestExpressionProvider expression
            ? new(expression.ValueExpression)
            : provider.GetValueAsync(new ValueProviderContext { ExecutionContext = executionContext, Caller = _resource }, cancellationToken);
    }

    private sealed record Result(IEnumerable<(string Value, bool IsSensitive)> Arguments, IEnumerable<KeyValuePair<string, string>> EnvironmentVariables, Exception? Exception)
        : IExecutionConfigurationResult;
}
