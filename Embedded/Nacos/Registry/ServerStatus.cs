namespace Embedded.Nacos.Registry;

/// <summary>Which requests the server answers.</summary>
internal enum ServerStatus
{
    Up,
    Starting,
    Down,
    WriteOnly,
    ReadOnly,
    Paused,
}
