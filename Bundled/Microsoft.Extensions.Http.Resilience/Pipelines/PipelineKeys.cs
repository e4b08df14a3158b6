namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Selectors of pipeline instances.</summary>
internal static class PipelineKeys
{
    /// <summary>Scheme, host and port of a request.</summary>
    public static string Authority(HttpRequestMessage request) =>
        request.RequestUri?.GetLeftPart(UriPartial.Authority)
        ?? throw new InvalidOperationException("A pipeline cannot be selected by authority for a request without URI.");
}
