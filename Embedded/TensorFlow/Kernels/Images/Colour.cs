namespace Embedded.TensorFlow.Kernels.Images;

/// <summary>One colour between the spaces RGB and HSV; hue, saturation and the components of RGB lie in 0 … 1.</summary>
internal static class Colour
{
    public static (double A, double B, double C) ToHsv((double A, double B, double C) rgb)
    {
        var (r, g, b) = rgb;
        var (high, low) = (Math.Max(r, Math.Max(g, b)), Math.Min(r, Math.Min(g, b)));
        var range = high - low;
        var saturation = high > 0 ? range / high : 0;
        if (range <= 0)
        {
            return (0, saturation, high);
        }

        var hue = r == high ? (g - b) / (6 * range) : g == high ? ((b - r) / (6 * range)) + (2.0 / 6) : ((r - g) / (6 * range)) + (4.0 / 6);
        return (hue < 0 ? hue + 1 : hue, saturation, high);
    }

    public static (double A, double B, double C) ToRgb((double A, double B, double C) hsv)
    {
        var (hue, saturation, value) = hsv;
        var sixth = hue * 6;
        return (Component(Math.Abs(sixth - 3) - 1), Component(2 - Math.Abs(sixth - 2)), Component(2 - Math.Abs(sixth - 4)));

        double Component(double share) => (1 - saturation + (saturation * Math.Clamp(share, 0, 1))) * value;
    }
}
