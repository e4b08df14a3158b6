using Microsoft.Extensions.Options;
using Nacos.V2;

namespace Registry.Bridge;

/// <summary>One sentence for each mistake in the registry's configuration.</summary>
internal sealed class RegistryOptionsValidator(string connectionName) : IValidateOptions<NacosSdkOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, NacosSdkOptions options)
    {
        var failures = new List<string>();
        if (options.ServerAddresses is not { Count: > 0 })
        {
            failures.Add($"ConnectionStrings:{connectionName} is missing; set it to the registry's address, for example http://localhost:8848 (several separated by commas).");
        }

        foreach (var address in options.ServerAddresses ?? [])
        {
            if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            {
                failures.Add($"ConnectionStrings:{connectionName} holds '{address}', which is not an address; write it as http://host:port.");
            }
        }

        if (string.IsNullOrEmpty(options.UserName) != string.IsNullOrEmpty(options.Password))
        {
            failures.Add("Nacos:UserName and Nacos:Password belong together; set both or neither.");
        }

        if (options.DefaultTimeOut <= 0)
        {
            failures.Add($"Nacos:DefaultTimeOut is {options.DefaultTimeOut}; it is a time in milliseconds and has to be positive.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
