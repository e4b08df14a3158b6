using System.Runtime.InteropServices;

namespace Embedded.TensorFlowServing.Json;

/// <summary>One entry of a <see cref="JsonTree"/>.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct JsonNode
{
    public JsonKind Kind;

    /// <summary>Whether a string has escapes, so that its bytes differ from its text in the source.</summary>
    public bool Escaped;

    /// <summary>Elements of an array, members of an object.</summary>
    public int Count;

    /// <summary>Index after this value and all it contains.</summary>
    public int Next;

    /// <summary>Where a string's text starts in the source, after the quote, and its length.</summary>
    public int Start, Length;

    /// <summary>The number: a long, a ulong or the bits of a double.</summary>
    public long Bits;
}
