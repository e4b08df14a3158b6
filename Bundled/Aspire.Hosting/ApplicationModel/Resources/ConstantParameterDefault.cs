using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.ApplicationModel;

internal sealed class ConstantParameterDefault(Func<string> valueGetter) : ParameterDefault
{
    public override string GetDefaultValue() => valueGetter();

    public override void WriteToManifest(ManifestPublishingContext context) => context.Writer.WriteString("value", valueGetter());
}
