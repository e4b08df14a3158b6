namespace Nacos.V2.Common;

/// <summary>Metadata keys by which an instance sets its own lease times (milliseconds) on the server.</summary>
internal static class PreservedMetadataKeys
{
    public const string BeatInterval = "preserved.heart.beat.interval";
    public const string BeatTimeout = "preserved.heart.beat.timeout";
    public const string DeleteTimeout = "preserved.ip.delete.timeout";
    public const string InstanceIdGenerator = "preserved.instance.id.generator";
}
