using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a parameter is when nothing is configured.</summary>
public abstract class ParameterDefault
{
    /// <summary>Writes the default into the manifest.</summary>
    public abstract void WriteToManifest(ManifestPublishingContext context);

    /// <summary>Makes the default value.</summary>
    public abstract string GetDefaultValue();
}
