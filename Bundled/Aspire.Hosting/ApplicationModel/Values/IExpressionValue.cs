namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that is known at run time and has an expression in the manifest.</summary>
public interface IExpressionValue : IValueProvider, IManifestExpressionProvider
{
}
