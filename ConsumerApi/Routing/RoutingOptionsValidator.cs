using Microsoft.Extensions.Options;

namespace ConsumerApi.Routing;

/// <summary>Says in a sentence what is wrong with section <c>Routing</c>.</summary>
internal sealed class RoutingOptionsValidator(IEnumerable<IPicker> pickers) : IValidateOptions<RoutingOptions>
{
    // Timers take no more than 49 days; more than one is a slip of the unit.
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, RoutingOptions options)
    {
        List<string> errors = [];
        if (!pickers.Any(p => p.Name == options.Policy))
        {
            errors.Add($"Routing:Policy is \"{options.Policy}\"; the policies are {string.Join(", ", pickers.Select(p => p.Name))}.");
        }

        if (options.MaxAttempts is < 1 or > TriedNodes.Capacity)
        {
            errors.Add($"Routing:MaxAttempts is {options.MaxAttempts}; give a number from 1 (no retry) to {TriedNodes.Capacity}.");
        }

        if (options.MaxReplayBytes is < 0 or > 1 << 30)
        {
            errors.Add($"Routing:MaxReplayBytes is {options.MaxReplayBytes}; give a size from 0 (never replay a body) to {1 << 30} bytes.");
        }

        Positive(errors, nameof(options.ConnectTimeout), options.ConnectTimeout);
        Positive(errors, nameof(options.RequestTimeout), options.RequestTimeout);
        NotNegative(errors, nameof(options.FailureCooldown), options.FailureCooldown);
        NotNegative(errors, nameof(options.EmptyGrace), options.EmptyGrace);

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void Positive(List<string> errors, string key, TimeSpan value)
    {
        if (value <= TimeSpan.Zero || value > s_longest)
        {
            errors.Add($"Routing:{key} is {value}; give a time above 0 and up to one day, e.g. 00:00:05.");
        }
    }

    private static void NotNegative(List<string> errors, string key, TimeSpan value)
    {
        if (value < TimeSpan.Zero || value > s_longest)
        {
            errors.Add($"Routing:{key} is {value}; give a time from 0 (off) to one day, e.g. 00:00:02.");
        }
    }
}
