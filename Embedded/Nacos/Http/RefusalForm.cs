namespace Embedded.Nacos.Http;

/// <summary>In which of its three ways the original words a refusal.</summary>
internal enum RefusalForm
{
    /// <summary>Plain text, from a controller.</summary>
    Text,

    /// <summary>The error document, from a servlet filter.</summary>
    Document,

    /// <summary>Text with a line feed and no content type, from the parameter check.</summary>
    Bare,
}
