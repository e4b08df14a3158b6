namespace Rollcall.Experiments.Reporting;

/// <summary>A drawn figure.</summary>
/// <param name="File">File name without extension.</param>
/// <param name="Caption">What it shows.</param>
/// <param name="Svg">The drawing.</param>
internal sealed record Figure(string File, string Caption, string Svg);
