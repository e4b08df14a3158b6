namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that the manifest refers to by an expression.</summary>
public interface IManifestExpressionProvider
{
    /// <summary>The expression, for example <c>{cache.bindings.tcp.host}</c>.</summary>
    string ValueExpression { get; }
}
