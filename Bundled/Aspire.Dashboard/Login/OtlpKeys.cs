using Aspire.Dashboard.Settings;

namespace Aspire.Dashboard.Login;

/// <summary>Lets in those who may send telemetry.</summary>
internal sealed class OtlpKeys(DashboardSettings settings)
{
    public const string Refusal = "the header x-otlp-api-key is missing or wrong";

    private const string Header = "x-otlp-api-key";

    public bool Allows(HttpRequest request) =>
        settings.Otlp.AuthMode == KeyMode.Unsecured
        || (request.Headers.TryGetValue(Header, out var given) && given.Count == 1 && SecretComparison.Matches(given, settings.Otlp.PrimaryApiKey, settings.Otlp.SecondaryApiKey));
}
