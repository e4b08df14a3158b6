using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Nacos.V2;

namespace Agent;

/// <summary>Looks at all options before the host starts: a host that fails to start says so with a stack trace, and stops at the first mistake.</summary>
internal static class ConfigurationProblems
{
    /// <summary>A sentence for each mistake; none when the agent can start.</summary>
    public static IReadOnlyList<string> Find(IServiceProvider services) => [.. Of<AgentOptions>(services), .. Of<NacosSdkOptions>(services)];

    private static IEnumerable<string> Of<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(IServiceProvider services)
        where TOptions : class
    {
        try
        {
            _ = services.GetRequiredService<IOptions<TOptions>>().Value;
            return [];
        }
        catch (OptionsValidationException e)
        {
            return e.Failures;
        }
        catch (InvalidOperationException e) when (e.InnerException is FormatException or ArgumentException or OverflowException)
        {
            // A value that its type cannot hold (Agent:PollInterval=soon); the binder names key and value.
            return [e.Message];
        }
    }
}
