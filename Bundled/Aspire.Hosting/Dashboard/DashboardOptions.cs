using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Dashboard;

/// <summary>Where the dashboard is and who may use it, as configuration says.</summary>
internal sealed class DashboardOptions
{
    // As long as the official keys and tokens: 128 bits.
    private const int SecretBytes = 16;

    private DashboardOptions(IConfiguration configuration)
    {
        FrontendUrls = Addresses(configuration[DashboardNames.FrontendUrls]);
        OtlpGrpcUrl = Addresses(Read(configuration, DashboardNames.OtlpGrpcUrl)) is [var grpc, ..] ? grpc : null;
        OtlpHttpUrl = Addresses(Read(configuration, DashboardNames.OtlpHttpUrl)) is [var http, ..] ? http : null;
        ResourceServiceUrl = Read(configuration, DashboardNames.ResourceServiceUrl);
        BrowserToken = configuration["AppHost:BrowserToken"];
        OtlpApiKey = configuration["AppHost:OtlpApiKey"];
        DashboardApiKey = configuration["AppHost:DashboardApiKey"];
        ResourceServiceApiKey = configuration["AppHost:ResourceService:AuthMode"] == "ApiKey" ? configuration["AppHost:ResourceService:ApiKey"] : null;
    }

    public IReadOnlyList<BindingAddress> FrontendUrls { get; }

    public BindingAddress? OtlpGrpcUrl { get; }

    public BindingAddress? OtlpHttpUrl { get; }

    /// <summary>Null: a free port of the loopback address.</summary>
    public string? ResourceServiceUrl { get; }

    /// <summary>Null: pages are open to all.</summary>
    public string? BrowserToken { get; }

    public string? OtlpApiKey { get; }

    public string? DashboardApiKey { get; }

    public string? ResourceServiceApiKey { get; }

    /// <summary>Reads and checks them, with the official sentences where something is missing.</summary>
    /// <exception cref="DistributedApplicationException">They are not complete, or not allowed.</exception>
    public static DashboardOptions Read(IConfiguration configuration, bool allowUnsecuredTransport)
    {
        var options = new DashboardOptions(configuration);
        if (options.FrontendUrls.Count == 0)
        {
            throw new DistributedApplicationException("AppHost does not have applicationUrl in launch profile, or ASPNETCORE_URLS environment variable set.");
        }

        if (options.OtlpGrpcUrl is null && options.OtlpHttpUrl is null)
        {
            throw new DistributedApplicationException($"AppHost does not have the {DashboardNames.OtlpGrpcUrl} or {DashboardNames.OtlpHttpUrl} settings defined. At least one OTLP endpoint must be provided.");
        }

        if (!allowUnsecuredTransport && Flag(configuration, DashboardNames.AllowUnsecuredTransport) is not true)
        {
            CheckTransport("applicationUrl", options.FrontendUrls[0]);
            CheckTransport(DashboardNames.OtlpGrpcUrl, options.OtlpGrpcUrl);
            CheckTransport(DashboardNames.OtlpHttpUrl, options.OtlpHttpUrl);
        }

        return options;
    }

    /// <summary>Makes up the keys and the token that configuration does not give; none when everybody may come in.</summary>
    public static void AddSecrets(ConfigurationManager configuration)
    {
        if (Flag(configuration, DashboardNames.AllowAnonymous) is true)
        {
            configuration.AddInMemoryCollection([new("AppHost:ResourceService:AuthMode", "Unsecured")]);
            return;
        }

        configuration.AddInMemoryCollection(
        [
            new("AppHost:BrowserToken", configuration["AppHost:BrowserToken"] ?? Read(configuration, DashboardNames.BrowserToken) ?? Secret()),
            new("AppHost:OtlpApiKey", configuration["AppHost:OtlpApiKey"] ?? Secret()),
            new("AppHost:DashboardApiKey", configuration["AppHost:DashboardApiKey"] ?? Secret()),
            new("AppHost:ResourceService:AuthMode", "ApiKey"),
            new("AppHost:ResourceService:ApiKey", configuration["AppHost:ResourceService:ApiKey"] ?? Secret()),
        ]);
    }

    public static bool? Flag(IConfiguration configuration, string name) =>
        Read(configuration, name) is { } text ? bool.TryParse(text, out var value) ? value : text == "1" : null;

    private static string? Read(IConfiguration configuration, string name) =>
        configuration[name] is { Length: > 0 } value ? value : configuration[DashboardNames.Legacy(name)] is { Length: > 0 } legacy ? legacy : null;

    private static BindingAddress[] Addresses(string? urls)
    {
        try
        {
            return [.. (urls ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(BindingAddress.Parse)];
        }
        catch (FormatException)
        {
            throw new DistributedApplicationException($"'{urls}' is no list of addresses for the dashboard: write for example http://localhost:18888.");
        }
    }

    private static void CheckTransport(string setting, BindingAddress? address)
    {
        if (address is not null && !string.Equals(address.Scheme, "https", StringComparison.OrdinalIgnoreCase))
        {
            throw new DistributedApplicationException($"The '{setting}' setting must be an https address unless the '{DashboardNames.AllowUnsecuredTransport}' environment variable is set to true. This configuration is commonly set in the launch profile. See https://aka.ms/dotnet/aspire/allowunsecuredtransport for more details.");
        }
    }

    private static string Secret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));
}
