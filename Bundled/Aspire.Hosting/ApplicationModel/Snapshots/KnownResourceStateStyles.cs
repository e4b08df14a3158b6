namespace Aspire.Hosting.ApplicationModel;

/// <summary>How states are shown.</summary>
public static class KnownResourceStateStyles
{
    /// <summary>Good.</summary>
    public static readonly string Success = "success";

    /// <summary>Bad.</summary>
    public static readonly string Error = "error";

    /// <summary>Neutral.</summary>
    public static readonly string Info = "info";

    /// <summary>Not good.</summary>
    public static readonly string Warn = "warn";
}
