using OxyPlot;

namespace Rollcall.Experiments.Reporting;

/// <summary>
/// Measures text as a browser draws it. The exporter's own measure is in points while the drawing is in pixels (72 to 96 an inch), and legends
/// measured by it come out cut.
/// </summary>
internal sealed class BrowserText() : PdfRenderContext(1, 1, OxyColors.White)
{
    private const double PixelsPerPoint = 96.0 / 72;

    /// <summary>The exporter knows the metrics of Helvetica; a browser may have a sans-serif a fifth wider (DejaVu, Verdana), whose text would run into its neighbours.</summary>
    private const double WidestFont = 1.2;

    public override OxySize MeasureText(string text, string? fontFamily, double fontSize, double fontWeight)
    {
        var size = base.MeasureText(text, fontFamily, fontSize, fontWeight);
        return new OxySize(size.Width * PixelsPerPoint * WidestFont, size.Height * PixelsPerPoint);
    }
}
