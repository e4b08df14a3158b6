using System.Globalization;
using System.Text;

namespace Rollcall.Tests;

/// <summary>Request bodies for the models of the project. What the images show does not change the work.</summary>
internal static class RequestBody
{
    public static ReadOnlyMemory<byte> For(string model) => model switch
    {
        "resnet" => Image(224, 3, (row, column, channel) => ((((row * 3) + (column * 5) + (channel * 85)) & 255) - 128) / 128.0),
        "digits" => Image(8, 1, (row, column, _) => ((row * 7) + (column * 5)) % 17),
        _ => throw new ArgumentException($"No request is known for the model '{model}': measure resnet or digits.", nameof(model)),
    };

    private static ReadOnlyMemory<byte> Image(int size, int channels, Func<int, int, int, double> pixel)
    {
        var text = new StringBuilder("{\"instances\":[");
        Append(size, row => Append(size, column => Append(channels, channel => text.Append(pixel(row, column, channel).ToString("0.####", CultureInfo.InvariantCulture)))));
        return Encoding.ASCII.GetBytes(text.Append("]}").ToString());

        void Append(int count, Action<int> item)
        {
            text.Append('[');
            for (var i = 0; i < count; i++)
            {
                if (i > 0)
                {
                    text.Append(',');
                }

                item(i);
            }

            text.Append(']');
        }
    }
}
