namespace Aspire.Hosting.ApplicationModel;

/// <summary>The parameter is the name of a resource.</summary>
[AttributeUsage(AttributeTargets.Parameter, AllowMultiple = false)]
public sealed class ResourceNameAttribute : Attribute, IModelNameParameter
{
}
