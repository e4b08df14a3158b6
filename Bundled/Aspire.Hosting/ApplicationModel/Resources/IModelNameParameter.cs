namespace Aspire.Hosting.ApplicationModel;

/// <summary>Marks parameters whose literals an analyzer checks against the naming rules.</summary>
public interface IModelNameParameter
{
}
