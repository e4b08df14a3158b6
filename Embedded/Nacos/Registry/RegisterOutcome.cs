namespace Embedded.Nacos.Registry;

internal enum RegisterOutcome
{
    Added,
    Replaced,

    /// <summary>The service was declared persistent; it takes no instance that lives by beats.</summary>
    PersistentService,
}
