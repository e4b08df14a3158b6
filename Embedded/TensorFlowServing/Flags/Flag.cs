namespace Embedded.TensorFlowServing.Flags;

/// <summary>One command line flag.</summary>
/// <param name="Name">Its name without dashes.</param>
/// <param name="Usage">What it does, for the usage text.</param>
/// <param name="MayBeBare">Whether <c>--name</c> alone is a value.</param>
/// <param name="TrySet">Stores the text of the value; false when it is not one.</param>
internal sealed record Flag(string Name, string Usage, bool MayBeBare, Func<ServerFlags, string, bool> TrySet);
