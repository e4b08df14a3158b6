namespace Aspire.Hosting.ApplicationModel;

/// <summary>The parameter is the name of an endpoint.</summary>
[AttributeUsage(AttributeTargets.Parameter, AllowMultiple = false)]
public sealed class EndpointNameAttribute : Attribute, IModelNameParameter
{
}
