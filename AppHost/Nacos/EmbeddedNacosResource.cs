namespace Rollcall.AppHost.Nacos;

/// <summary>The registry as a process of this machine.</summary>
internal sealed class EmbeddedNacosResource : ExecutableResource, INacosResource
{
    public const string HttpEndpointName = "http";

    public EmbeddedNacosResource(string name, string workingDirectory)
        : base(name, "dotnet", workingDirectory) => HttpEndpoint = new EndpointReference(this, HttpEndpointName);

    public static string Program { get; } = "Embedded.Nacos";

    public EndpointReference HttpEndpoint { get; }

    public ParameterResource? Password => null;

    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{HttpEndpoint.Property(EndpointProperty.Url)}");

    public ValueTask<string?> GetConnectionStringAsync(CancellationToken cancellationToken = default)
        => ConnectionStringExpression.GetValueAsync(cancellationToken);

    string IManifestExpressionProvider.ValueExpression => $"{{{Name}.connectionString}}";

    ValueTask<string?> IValueProvider.GetValueAsync(CancellationToken cancellationToken) => GetConnectionStringAsync(cancellationToken);

    IEnumerable<object> IValueWithReferences.References => ConnectionStringExpression.ValueProviders;
}
