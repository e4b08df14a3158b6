namespace Aspire.Hosting.ApplicationModel;

internal static class KnownRelationshipTypes
{
    public const string Parent = nameof(Parent);
    public const string Reference = nameof(Reference);
    public const string WaitFor = nameof(WaitFor);
}
