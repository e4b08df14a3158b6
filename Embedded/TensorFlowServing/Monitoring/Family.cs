using System.Text;

namespace Embedded.TensorFlowServing.Monitoring;

/// <summary>A named metric with cells by label values.</summary>
/// <param name="name">The name as TensorFlow registers it, e.g. <c>/tensorflow/serving/request_count</c>.</param>
/// <param name="type">The Prometheus type.</param>
/// <param name="labels">Label names, in order.</param>
internal abstract class Family(string name, string type, string[] labels)
{
    /// <summary>The exported name.</summary>
    public string Name { get; } = PrometheusText.MetricName(name);

    /// <summary>Writes the TYPE line and every cell.</summary>
    public void Write(StringBuilder text)
    {
        text.Append("# TYPE ").Append(Name).Append(' ').Append(type).Append('\n');
        WriteCells(text);
    }

    protected abstract void WriteCells(StringBuilder text);

    /// <summary>The text inside the braces for these label values.</summary>
    protected string LabelText(ReadOnlySpan<string> values)
    {
        var text = new StringBuilder();
        for (var i = 0; i < labels.Length; i++)
        {
            text.Append(i == 0 ? "" : ",").Append(PrometheusText.LabelName(labels[i])).Append("=\"").Append(PrometheusText.LabelValue(values[i])).Append('"');
        }

        return text.ToString();
    }
}
