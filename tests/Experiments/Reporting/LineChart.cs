using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;
using Rollcall.Tests;

namespace Rollcall.Experiments.Reporting;

/// <summary>A line chart with intervals, in colours that stay apart for colour-blind readers (Okabe and Ito's palette).</summary>
internal sealed class LineChart
{
    private const int Width = 880;
    private const int Height = 440;

    private static readonly OxyColor[] s_colours =
        [OxyColor.FromRgb(0, 114, 178), OxyColor.FromRgb(213, 94, 0), OxyColor.FromRgb(0, 158, 115), OxyColor.FromRgb(204, 121, 167), OxyColor.FromRgb(86, 180, 233), OxyColor.FromRgb(230, 159, 0)];

    private readonly PlotModel _model;
    private readonly List<LineSeries> _bars = [];

    /// <param name="title">Above the chart.</param>
    /// <param name="x">What the horizontal axis counts.</param>
    /// <param name="y">What the vertical axis counts.</param>
    /// <param name="logarithmicX">Whether the horizontal axis is logarithmic.</param>
    /// <param name="aroundOne">Whether the vertical axis shows the neighbourhood of 1 instead of beginning at 0: a ratio near 1 is read in hundredths.</param>
    public LineChart(string title, string x, string y, bool logarithmicX = false, bool aroundOne = false)
    {
        _model = new PlotModel { Title = title, TitleFontSize = 14, DefaultFont = "sans-serif", PlotAreaBorderColor = OxyColors.Gray, Background = OxyColors.White };
        _model.Axes.Add(logarithmicX
            ? new LogarithmicAxis { Position = AxisPosition.Bottom, Title = x, Base = 10 }
            : new LinearAxis { Position = AxisPosition.Bottom, Title = x, Minimum = 0, MaximumPadding = 0.05 });
        _model.Axes.Add(new LinearAxis { Position = AxisPosition.Left, Title = y, AxisTitleDistance = 12, Minimum = aroundOne ? double.NaN : 0, MinimumPadding = 0.1, MaximumPadding = 0.1, MajorGridlineStyle = LineStyle.Solid, MajorGridlineColor = OxyColor.FromRgb(225, 225, 225) });
        if (aroundOne)
        {
            // An invisible line holds the axis open, or noise of a thousandth would fill the chart.
            var frame = new LineSeries { StrokeThickness = 0 };
            frame.Points.AddRange([new DataPoint(double.NaN, double.NaN), new DataPoint(1, 0.95), new DataPoint(1, 1.05)]);
            _bars.Add(frame);
        }

        _model.Legends.Add(new Legend { LegendPosition = LegendPosition.RightTop, LegendPlacement = LegendPlacement.Outside, LegendOrientation = LegendOrientation.Vertical });
    }

    /// <summary>Adds a line; points with an interval get bars.</summary>
    public void Add(string name, IEnumerable<(double X, Interval Y)> points, bool dashed = false)
    {
        var colour = s_colours[_model.Series.OfType<LineSeries>().Count() % s_colours.Length];
        var all = points.ToArray();
        var line = new LineSeries
        {
            Title = name,
            Color = colour,
            LineStyle = dashed ? LineStyle.Dash : LineStyle.Solid,
            MarkerType = dashed ? MarkerType.None : MarkerType.Circle,
            MarkerFill = colour,
            MarkerSize = 3,
        };
        line.Points.AddRange(all.Select(point => new DataPoint(point.X, point.Y.Value)));
        _model.Series.Add(line);
        foreach (var (x, y) in all.Where(point => point.Y.High > point.Y.Low))
        {
            var bar = new LineSeries { Color = colour, StrokeThickness = 1 };
            bar.Points.Add(new DataPoint(x, y.Low));
            bar.Points.Add(new DataPoint(x, y.High));
            _bars.Add(bar);
        }
    }

    public string ToSvg()
    {
        // Last, so that they take no colour of a line.
        _bars.ForEach(_model.Series.Add);
        _bars.Clear();
        using var stream = new MemoryStream();
        new SvgExporter { Width = Width, Height = Height, IsDocument = false, TextMeasurer = new BrowserText() }.Export(_model, stream);
        var document = System.Text.Encoding.UTF8.GetString(stream.ToArray());

        // A page takes the drawing without the declaration (and mark) in front of it.
        return document[document.IndexOf("<svg", StringComparison.Ordinal)..];
    }
}
